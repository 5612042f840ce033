//go:build go1.25

package wechat_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/replygen/replygen/generated/wechat"
)

// routes are the methods that set a function for one type of message, by that type.
func routes(t *testing.T) map[reflect.Type]reflect.Method {
	t.Helper()
	all := map[reflect.Type]reflect.Method{}
	mux := reflect.TypeFor[*wechat.Mux]()
	for i := range mux.NumMethod() {
		m := mux.Method(i)
		if !strings.HasPrefix(m.Name, "On") || m.Name == "OnOther" {
			continue
		}
		message := m.Type.In(1).In(1)
		if before, ok := all[message]; ok || !message.Implements(reflect.TypeFor[wechat.Message]()) {
			t.Fatalf("%s and %s take a %s", before.Name, m.Name, message)
		}
		all[message] = m
	}
	return all
}

// set gives a route a function that notes what it is called with and answers with a text.
func set(mux *wechat.Mux, route reflect.Method, got *[]wechat.Message) {
	f := reflect.MakeFunc(route.Type.In(1), func(in []reflect.Value) []reflect.Value {
		*got = append(*got, in[1].Interface().(wechat.Message))
		r, err := wechat.NewTextReply("o1", "gh_1", route.Name).Build()
		if err != nil {
			panic(err)
		}
		reply := reflect.New(reflect.TypeFor[wechat.Reply]()).Elem()
		reply.Set(reflect.ValueOf(r))
		return []reflect.Value{reply, reflect.Zero(reflect.TypeFor[error]())}
	})
	route.Func.Call([]reflect.Value{reflect.ValueOf(mux), f})
}

// sameName says whether a route is called after a message, as far as a rule goes: the wire's underscores and capitals
// are the platform's whims, and LOCATION has taken the name of the message.
func sameName(route, sample string) bool {
	name := strings.TrimPrefix(sample, "event.")
	if name == "LOCATION" {
		return route == "OnLocationEvent"
	}
	name = strings.TrimSuffix(strings.Replace(name, "device_event.", "device_", 1), "_event")
	return strings.EqualFold(route, "On"+strings.ReplaceAll(name, "_", ""))
}

// Every message reaches the function for its type, and no other, from the platform's request on.
func TestMuxRoutesEveryMessageToItsFunction(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		all := routes(t)
		for name, sample := range samples(t) {
			want := parse(t, sample)
			route, ok := all[reflect.TypeOf(want)]
			if !ok || !sameName(route.Name, name) {
				t.Errorf("%s: routed to %q", name, route.Name)
				continue
			}
			delete(all, reflect.TypeOf(want))

			var mux wechat.Mux
			var got, others []wechat.Message
			for _, r := range routes(t) {
				if r.Name != route.Name {
					set(&mux, r, &others)
				}
			}
			mux.OnOther(func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
				others = append(others, m)
				return nil, nil
			})
			h := newHandler(t, wechat.Config{}, &mux)
			if answer := serve(h, posted(with(sample, "first"))); answer != acked || len(others) != 1 ||
				!reflect.DeepEqual(others[0], want) {
				t.Errorf("%s without a function: %+v, %v", name, answer, others)
			}

			set(&mux, route, &got)
			answer := serve(newHandler(t, wechat.Config{}, &mux), posted(sample))
			if len(got) != 1 || len(others) != 1 || !reflect.DeepEqual(got[0], want) {
				t.Errorf("%s: %v, %v", name, got, others)
			}
			if _, answerable := want.(interface {
				ReplyText(string) wechat.TextReplyBuilder
			}); answerable != strings.Contains(answer.body, "<Content><![CDATA["+route.Name+"]]>") ||
				!answerable && answer != acked {
				t.Errorf("%s: %+v", name, answer)
			}
		}
		for _, route := range all {
			t.Errorf("%s: no sample", route.Name)
		}
	})
}

func TestMuxHandsUnknownMessagesToOnOther(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		for _, name := range []string{"of tomorrow", "event of tomorrow"} {
			var mux wechat.Mux
			var got []wechat.Message
			for _, r := range routes(t) {
				set(&mux, r, &got)
			}
			if answer := serve(newHandler(t, wechat.Config{}, &mux), posted(sent[name])); answer != acked ||
				len(got) != 0 {
				t.Errorf("%s, nobody there for it: %+v, %v", name, answer, got)
			}
			mux.OnOther(func(_ context.Context, m wechat.Message) (wechat.Reply, error) {
				u := m.(*wechat.UnknownMessage)
				return u.ReplyText(string(u.Raw)).Build()
			})
			answer := serve(newHandler(t, wechat.Config{}, &mux), posted(sent[name]))
			if !strings.Contains(answer.body, "<![CDATA["+sent[name]+"]]>") || len(got) != 0 {
				t.Errorf("%s: %+v, %v", name, answer, got)
			}
		}
	})
}

func TestMuxWithoutFunctionsAcks(t *testing.T) {
	inFakeTime(t, func(t *testing.T) {
		var log journal
		h := newHandler(t, wechat.Config{Logger: log.logger()}, new(wechat.Mux))
		for name, sample := range samples(t) {
			if got := serve(h, posted(sample)); got != acked {
				t.Errorf("%s: %+v", name, got)
			}
		}
		if log.has("WARN")+log.has("ERROR") > 0 { // of panics, which are acked as well
			t.Errorf("%s", &log.text)
		}
	})
}

// A message is in the context that the function gets, and its error in the log.
func TestMuxPassesContextAndErrorOn(t *testing.T) {
	type traced struct{}
	var mux wechat.Mux
	mux.OnText(func(ctx context.Context, _ *wechat.TextMessage) (wechat.Reply, error) {
		return nil, ctx.Value(traced{}).(error)
	})
	mux.OnOther(func(ctx context.Context, _ wechat.Message) (wechat.Reply, error) {
		return nil, ctx.Value(traced{}).(error)
	})
	want := errors.New("traced")
	ctx := context.WithValue(context.Background(), traced{}, want)
	for _, m := range []wechat.Message{&wechat.TextMessage{}, &wechat.ImageMessage{}} {
		if r, err := mux.HandleMessage(ctx, m); r != nil || !errors.Is(err, want) {
			t.Errorf("%T: %v, %v", m, r, err)
		}
	}
}
