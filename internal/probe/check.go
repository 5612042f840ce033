package probe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/replygen/replygen/internal/platform"
)

// Level is how binding a contract is.
type Level string

// The levels. A failure of level should is a warning unless a run is strict.
const (
	Must   Level = "must"
	Should Level = "should"
)

// Check is one contract that a server is tested against.
type Check struct {
	ID       string
	Level    Level
	Contract string
	// Source is where the contract is stated: a page or a standard.
	Source string
	// Needs are the checks without which this one has no meaning. They precede it in the catalogue.
	Needs []string
	// applies are the conditions of the check; those of a group come first.
	applies []condition
	// test is the check itself. Like a function of package testing, it ends at the first failure.
	test func(*trial)
}

// Catalogue lists the checks in the order in which they run.
func Catalogue() []*Check {
	return slices.Concat(urlChecks, replyChecks, cryptoChecks, formChecks, signatureChecks, moreReplyChecks,
		textChecks, messageChecks, bodyChecks, retryChecks, finalChecks)
}

// must returns a check of level must.
func must(id, contract string, test func(*trial)) *Check {
	return &Check{ID: id, Level: Must, Contract: contract, test: test}
}

// should returns a check of level should.
func should(id, contract string, test func(*trial)) *Check {
	return &Check{ID: id, Level: Should, Contract: contract, test: test}
}

// from states the source of a check in place of that of its group.
func (c *Check) from(source string) *Check {
	c.Source = source
	return c
}

// needs sets the checks that must pass before this one, instead of those of its group.
func (c *Check) needs(ids ...string) *Check {
	c.Needs = append([]string{}, ids...)
	return c
}

// when adds conditions to those of the group.
func (c *Check) when(conditions []condition) *Check {
	c.applies = append(c.applies, conditions...)
	return c
}

// group completes checks with what they have in common.
func group(common Check, checks ...*Check) []*Check {
	for _, c := range checks {
		c.Source, c.applies = cmp.Or(c.Source, common.Source), slices.Concat(common.applies, c.applies)
		if c.Needs == nil {
			c.Needs = common.Needs
		}
	}
	return checks
}

// The sources that several checks share.
const (
	docsReceive  = "https://developers.weixin.qq.com/doc/service/guide/dev/push/"
	docsReply    = "https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html"
	docsEncrypt  = "https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html"
	docsMessages = "https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html"
	xmlStandard  = "https://www.w3.org/TR/xml/"
	robustness   = "robustness: what anybody can send does no harm"
)

// readable are the checks that a valid reply passes.
var readable = []string{"reply.addresses", "reply.rules"}

// condition is what a check needs of the platform, or of the account, in order to apply.
type condition struct {
	// otherwise is why the check is skipped where the condition fails.
	otherwise string
	fails     func(*session) bool
}

// unless returns a condition that fails for a reason.
func unless(why string, fails func(*session) bool) []condition { return []condition{{why, fails}} }

// The conditions of several checks.
var (
	hasMessages  = unless("the spec has no messages", func(s *session) bool { return len(s.kinds) == 0 })
	hasText      = unless("the platform has no text messages", func(s *session) bool { return s.textType == nil })
	hasEvent     = unless("the platform has no events", func(s *session) bool { return len(s.Spec.Events) == 0 })
	hasAddresses = unless("messages have no addresses", func(s *session) bool { return s.Spec.Inbound.Addresses == nil })

	plainOnly     = unless("messages are encrypted", func(s *session) bool { return s.Mode != platform.Plain })
	encryptedOnly = slices.Concat(
		unless("the platform does not encrypt messages", func(s *session) bool { return !s.Spec.Security.Encrypts() }),
		unless("no key", func(s *session) bool { return s.Mode == platform.Plain }))
	alwaysEncrypted = unless("the platform does not encrypt the URL check",
		func(s *session) bool { return !s.AlwaysEncrypted() })
)

// obstacle returns why the check does not apply, "" if it does.
func (c *Check) obstacle(s *session) string {
	for _, needed := range c.applies {
		if needed.fails(s) {
			return needed.otherwise
		}
	}
	return ""
}

// isSelected reports whether an id, or what it begins with up to a dot, is one of some prefixes.
func isSelected(id string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return strings.HasPrefix(id+".", strings.TrimSuffix(p, ".")+".")
	})
}

// Checks returns the checks that the options ask for, with those that they need.
func (o Options) Checks() []*Check {
	all := Catalogue()
	wanted := map[string]bool{}
	for _, c := range slices.Backward(all) {
		if len(o.Only) == 0 || isSelected(c.ID, o.Only) || wanted[c.ID] {
			wanted[c.ID] = true
			for _, need := range c.Needs {
				wanted[need] = true
			}
		}
	}
	return slices.DeleteFunc(all, func(c *Check) bool { return !wanted[c.ID] || isSelected(c.ID, o.Skip) })
}

// Validate returns an error if the options name no check where they should.
func (o Options) Validate() error {
	for _, prefix := range slices.Concat(o.Only, o.Skip) {
		if !slices.ContainsFunc(Catalogue(), func(c *Check) bool { return isSelected(c.ID, []string{prefix}) }) {
			return fmt.Errorf("%q is neither the id of a check nor what one begins with", prefix)
		}
	}
	return nil
}
