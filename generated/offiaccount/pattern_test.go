package offiaccount

import "testing"

func agentReply(account KfAccount) *TransferCustomerServiceReply {
	return &TransferCustomerServiceReply{ToUserName: "user", FromUserName: "account", CreateTime: 1,
		TransInfo: TransInfo{KfAccount: account}}
}

func TestValidateWithAPatternDoesNotAllocate(t *testing.T) {
	reply := agentReply("test1@test")
	n := testing.AllocsPerRun(100, func() {
		if err := reply.Validate(); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkValidateWithAPattern(b *testing.B) {
	reply := agentReply("test1@test")
	b.ReportAllocs()
	for b.Loop() {
		if err := reply.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}
