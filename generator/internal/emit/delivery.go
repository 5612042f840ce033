package emit

import (
	"fmt"
	"strconv"
	"time"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Delivery emits how the platform takes a response.
func Delivery(p *gomodel.Package, f *gofile.File) {
	d := p.Delivery
	if d == nil {
		return
	}
	deadline := gofile.Code("%d * time.Nanosecond", d.Deadline)
	if d.Deadline%time.Second == 0 {
		deadline = gofile.Code("%d * time.Second", d.Deadline/time.Second)
	} else if d.Deadline%time.Millisecond == 0 {
		deadline = gofile.Code("%d * time.Millisecond", d.Deadline/time.Millisecond)
	}
	f.Add(gofile.Doc(fmt.Sprintf("Deadline is how long %s waits for a response; then it hangs up and delivers the message again.", gomodel.PlatformName(p)), gofile.See(d.Ref)),
		"const Deadline = "+deadline)
	f.Add(gofile.Doc("Attempts is how often a message is delivered in all."),
		gofile.Code("const Attempts = %d", d.Attempts))
	what := "the body " + strconv.Quote(d.Acks[0])
	if d.Acks[0] == "" {
		what = "an empty body"
	}
	f.Add(gofile.Doc("Ack is the response to a message that gets no reply: "+what+". It is never encrypted.", d.Doc),
		gofile.Code("const Ack = %q", d.Acks[0]))
}
