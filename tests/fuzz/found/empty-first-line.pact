
party north "North"
