package emit

import (
	"fmt"
	"strconv"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/replygen/replygen/generator/internal/gofile"
	"github.com/replygen/replygen/generator/internal/gomodel"
)

// Delivery emits how the platform takes a response.
func Delivery(p *gomodel.Package, f *gofile.File) {
	d := p.Delivery
	if d == nil {
		return
	}
	f.Add(gofile.Doc(fmt.Sprintf("Deadline is how long %s waits for a response; then it hangs up and delivers the message again.", gomodel.PlatformName(p)), gofile.See(d.Ref)),
		jen.Const().Id("Deadline").Op("=").Add(durationLiteral(d.Deadline)))
	f.Add(gofile.Doc("Attempts is how often a message is delivered in all."),
		jen.Const().Id("Attempts").Op("=").Lit(d.Attempts))
	what := "the body " + strconv.Quote(d.Acks[0])
	if d.Acks[0] == "" {
		what = "an empty body"
	}
	f.Add(gofile.Doc("Ack is the response to a message that gets no reply: "+what+". It is never encrypted.", d.Doc),
		jen.Const().Id("Ack").Op("=").Lit(d.Acks[0]))
}

// durationLiteral writes a duration in the largest unit that fits: 5 * time.Second.
func durationLiteral(d time.Duration) *jen.Statement {
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{time.Second, "Second"}, {time.Millisecond, "Millisecond"}} {
		if d%u.unit == 0 {
			return jen.Lit(int(d/u.unit)).Op("*").Qual("time", u.name)
		}
	}
	return jen.Lit(int(d)).Op("*").Qual("time", "Nanosecond")
}
