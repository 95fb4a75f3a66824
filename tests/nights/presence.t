A tag's reader and a button to cancel with attend as a key does. While the tag is
there the alert stays attended; the quarter of an hour runs from when it is gone.
What begins while it is there is held back, and raised when it goes. 102 has
neither: nothing but keys attends there.
--- conf
@include "site.conf"
staff: { attends = "presence or cancel"; };
rules = (
  { id = "door"; when = "door"; priority = "medium"; text = "Door"; } );
--- night 2026-11-21 +01:00
02:00:00 tag-101 out
02:00:00 cancel-101 {"action":""}
02:05:00 door-101 {"contact":false}
02:06:00 tag-101 in
02:30:00 tag-101 out
02:50:00 cancel-101 {"action":"single"}
03:00:00 door-101 {"contact":true}
03:09:00 tag-101 in
03:10:00 door-101 {"contact":false}
03:11:00 door-102 {"contact":false}
03:12:00 tag-101 out
--- print
{"t":"2026-11-22T02:05:00.000+01:00","what":"alert","event":"raised","alert":1,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:06:00.000+01:00","what":"alert","event":"attended","alert":1,"version":2,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:45:00.000+01:00","what":"alert","event":"retriggered","alert":1,"version":3,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T02:48:00.000+01:00","what":"alert","event":"escalated","alert":1,"version":4,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T02:50:00.000+01:00","what":"alert","event":"attended","alert":1,"version":5,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T03:00:00.000+01:00","what":"alert","event":"closed","alert":1,"version":6,"rule":"door","place":"101","priority":"medium","level":1}
{"t":"2026-11-22T03:10:00.000+01:00","what":"alert","event":"inhibited","alert":0,"version":0,"rule":"door","place":"101","priority":"medium","level":0}
{"t":"2026-11-22T03:11:00.000+01:00","what":"alert","event":"raised","alert":2,"version":1,"rule":"door","place":"102","priority":"medium","level":0}
{"t":"2026-11-22T03:12:00.000+01:00","what":"alert","event":"raised","alert":3,"version":1,"rule":"door","place":"101","priority":"medium","level":0}
