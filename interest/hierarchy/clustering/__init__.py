"""From features to clusters at several levels: neighbours, layouts, the layers of one density hierarchy, joining."""
