window.YTD.tweets.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "22"
   ],
   "favorite_count": "28",
   "id_str": "1770000000000000000",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000000",
   "created_at": "Tue Apr 14 22:53:07 +0000 2026",
   "favorited": false,
   "full_text": "https://t.co/497917204",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "62"
   ],
   "favorite_count": "7",
   "id_str": "1770000000000000001",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000001",
   "created_at": "Tue Apr 28 17:03:01 +0000 2026",
   "favorited": false,
   "full_text": "RT @friend5: The delivery window keeps moving back by 4 hours…",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "64"
   ],
   "favorite_count": "2",
   "id_str": "1770000000000000002",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000002",
   "created_at": "Thu Mar 05 23:37:01 +0000 2026",
   "favorited": false,
   "full_text": "RT @friend28: They took the payment and then cancelled my order…",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "97"
   ],
   "favorite_count": "1",
   "id_str": "1770000000000000003",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000003",
   "created_at": "Fri May 15 00:14:32 +0000 2026",
   "favorited": false,
   "full_text": "@friend28 @shop_help Such fresh vegetables, the strawberries lasted 6 days https://t.co/441509425",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "102"
   ],
   "favorite_count": "24",
   "id_str": "1770000000000000004",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000004",
   "created_at": "Tue May 26 23:23:41 +0000 2026",
   "favorited": false,
   "full_text": "@friend0 @shop_help Please use less packaging, a box for one jar of blueberries https://t.co/130172338",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "59"
   ],
   "favorite_count": "2",
   "id_str": "1770000000000000005",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000005",
   "created_at": "Sun Apr 26 04:28:09 +0000 2026",
   "favorited": false,
   "full_text": "RT @friend16: Rotten strawberries at the bottom of the bag…",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "92"
   ],
   "favorite_count": "5",
   "id_str": "1770000000000000006",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000006",
   "created_at": "Sat Apr 25 15:08:09 +0000 2026",
   "favorited": false,
   "full_text": "Such fresh vegetables, the blueberries lasted 3 days #groceries #fail https://t.co/156076097",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "51"
   ],
   "favorite_count": "23",
   "id_str": "1770000000000000007",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000007",
   "created_at": "Wed Apr 29 02:48:45 +0000 2026",
   "favorited": false,
   "full_text": "The driver came 6 hours after the slot I had booked",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "49"
   ],
   "favorite_count": "23",
   "id_str": "1770000000000000008",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000008",
   "created_at": "Sat Apr 25 20:30:12 +0000 2026",
   "favorited": false,
   "full_text": "They took the payment and then cancelled my order",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "49"
   ],
   "favorite_count": "6",
   "id_str": "1770000000000000009",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000009",
   "created_at": "Sun Apr 05 12:43:04 +0000 2026",
   "favorited": false,
   "full_text": "Refund promised on Sunday still not on my account",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "62"
   ],
   "favorite_count": "14",
   "id_str": "1770000000000000010",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000010",
   "created_at": "Thu Apr 09 01:07:29 +0000 2026",
   "favorited": false,
   "full_text": "RT @friend7: The delivery window keeps moving back by 8 hours…",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "88"
   ],
   "favorite_count": "17",
   "id_str": "1770000000000000011",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000011",
   "created_at": "Fri Mar 27 04:18:01 +0000 2026",
   "favorited": false,
   "full_text": "@friend12 @shop_help Checkout rejects my wallet every single time https://t.co/838293147",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "90"
   ],
   "favorite_count": "11",
   "id_str": "1770000000000000012",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000012",
   "created_at": "Mon May 18 09:43:38 +0000 2026",
   "favorited": false,
   "full_text": "The delivery fee is higher than the milk I ordered #groceries #fail https://t.co/547476495",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1"
     ],
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\" rel=\"nofollow\">App for phones</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "70"
   ],
   "favorite_count": "5",
   "id_str": "1770000000000000013",
   "truncated": false,
   "retweet_count": "0",
   "id": "1770000000000000013",
   "created_at": "Sat May 23 11:42:56 +0000 2026",
   "favorited": false,
   "full_text": "App keeps freezing on my Pixel #groceries #fail https://t.co/869286560",
   "lang": "en"
  }
 }
]