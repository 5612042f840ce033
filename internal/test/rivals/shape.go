package rivals

import "github.com/replygen/replygen/generated/wechat"

// Shape is a kind of reply that is measured.
type Shape struct {
	// Name is short, without spaces.
	Name string
	// Title is for people.
	Title string
	// Replies are alike in type and size and differ in their texts, for a branch predictor learns one text by heart. Their
	// number is a power of two.
	Replies []wechat.Reply
	// Dirty is set where the texts contain `]]>`, so that not every writer's output is XML.
	Dirty bool
}

// Many replies for short texts, few for long ones, so that neither the branch predictor nor the cache of the first level
// decides what is measured.
const (
	many = 64
	some = 16
	few  = 4
)

// Shapes returns what is measured, the same in every process.
func Shapes() []Shape {
	t := newTexts()
	return []Shape{
		{Name: "text6", Title: "text, 你好 (6 bytes)", Replies: t.textReplies(many, t.word)},
		{Name: "text200", Title: "text, 200 Chinese characters", Replies: t.textReplies(some, func() string { return t.chinese(200) })},
		{Name: "ascii2k", Title: "text, 2 KiB of ASCII", Replies: t.textReplies(few, func() string { return t.ascii(2048) })},
		{Name: "chinese2k", Title: "text, 2 KiB of Chinese", Replies: t.textReplies(few, func() string { return t.chinese(2048 / len("汉")) })},
		{Name: "dirty", Title: "text, 60 bytes with `]]>`", Replies: t.textReplies(many, t.dirty), Dirty: true},
		{Name: "image", Title: "image", Replies: repeat(many, t.imageReply)},
		{Name: "voice", Title: "voice", Replies: repeat(many, t.voiceReply)},
		{Name: "video", Title: "video", Replies: repeat(many, t.videoReply)},
		{Name: "music", Title: "music", Replies: repeat(some, t.musicReply)},
		{Name: "news1", Title: "news, 1 article", Replies: repeat(some, func() wechat.Reply { return t.newsReply(1, t.plain) })},
		{Name: "news2", Title: "news, 2 articles", Replies: repeat(some, func() wechat.Reply { return t.newsReply(2, t.plain) })},
		{Name: "news8", Title: "news, 8 articles", Replies: repeat(few, func() wechat.Reply { return t.newsReply(8, t.plain) })},
		{Name: "news10", Title: "news, 10 articles", Replies: repeat(few, func() wechat.Reply { return t.newsReply(10, t.plain) })},
		{Name: "news8mixed", Title: "news, 8 articles, Latin words and digits among the Chinese", Replies: repeat(few, func() wechat.Reply { return t.newsReply(8, t.varied) })},
		{Name: "mixed", Title: "64 texts of 20–600 bytes in turn", Replies: t.textReplies(many, t.anyOf)},
	}
}

func repeat(n int, reply func() wechat.Reply) []wechat.Reply {
	replies := make([]wechat.Reply, n)
	for i := range replies {
		replies[i] = reply()
	}
	return replies
}
