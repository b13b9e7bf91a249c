using System.Net;
using System.Text;
using Drayage.Acceptance.Released;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Listening;

/// <summary>What the listener does stands in the trace of whoever sent the message.</summary>
public sealed class TracingTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Traces_go_to_a_collector_and_take_up_the_sender_s()
    {
        await using var collector = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK"));
        using var key = new SealingKey();
        using var project = new TemporaryDirectory();
        await key.ArgumentsAsync(new BuiltDrayage(project.Path));
        using var machine = new Stranger(key.PublicPath);
        using var hook = new ReleaseHook();
        hook.Client.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        await using var listener = new BuiltDrayage(machine["."])
            .With("WEBHOOK_SECRET", ReleaseHook.Secret)
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString())
            .Start([.. ReleaseHook.ListenArguments(machine), "--poll", "0"]);

        Assert.Equal(HttpStatusCode.NoContent, await hook.DeliverAsync(await listener.AddressAsync(), "delivery-1", type: "workflow_run"));
        Assert.Equal(0, await listener.TerminateAsync());

        var sent = Assert.Single(collector.Received);
        Assert.Equal(("POST", "/v1/traces", "application/x-protobuf"), (sent.Method, sent.Target, sent.Headers["Content-Type"]));
        Assert.True(sent.Body.AsSpan().IndexOf("drayage-listen"u8) >= 0, Encoding.UTF8.GetString(sent.Body));
        Assert.True(sent.Body.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0, "the sender's trace is not in it");
    }
}
