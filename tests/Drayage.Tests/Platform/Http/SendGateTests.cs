using System.Net;
using System.Net.Sockets;
using Drayage.Platform.Http;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Http;

/// <summary>What goes out when the gate shuts, counted at the other end of the connection.</summary>
public sealed class SendGateTests
{
    private const int Piece = 64 * 1024;
    private const int Pieces = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> ChangingMethods => ["POST", "PUT", "PATCH", "DELETE"];

    [Theory]
    [MemberData(nameof(ChangingMethods))]
    public async Task A_shut_gate_lets_no_byte_out(string method)
    {
        await using var listener = new ByteCounter();
        using var gate = new CountedGate(passes: 0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(gate, Call(listener, method)));

        Assert.Equal(0, await listener.BytesAsync());
    }

    /// <summary>The last check comes after the connection is there: the head of the request has not left by then.</summary>
    [Theory]
    [MemberData(nameof(ChangingMethods))]
    public async Task A_gate_that_shuts_while_the_connection_is_made_lets_no_byte_out(string method)
    {
        await using var listener = new ByteCounter();
        using var gate = new CountedGate(passes: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(gate, Call(listener, method)));

        Assert.Equal(0, await listener.BytesAsync());
    }

    [Fact]
    public async Task A_gate_that_shuts_in_the_middle_of_an_upload_stops_it()
    {
        await using var listener = new ByteCounter();
        using var gate = new CountedGate(passes: 1 + (Pieces / 2));
        var upload = Call(listener, "PUT") with { Content = () => new StreamContent(new MemoryStream(new byte[Piece * Pieces]), Piece) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(gate, upload));

        Assert.InRange(await listener.BytesAsync(), 1, (Piece * (Pieces / 2)) + 1024);
    }

    [Fact]
    public async Task Retries_pass_the_gate_too()
    {
        await using var server = new LoopbackServer(_ => LoopbackAnswer.Of("503 Service Unavailable"));
        using var fixture = new PipelineFixture();
        using var gate = new CountedGate(passes: 2);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, gate.Shut);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Pipeline.Behind(gate).SendAsync(HttpCall.Get(server.Address), either.Token));

        Assert.Equal(2, server.Received.Count);
    }

    private static HttpCall Call(ByteCounter listener, string method) => new() { Method = new HttpMethod(method), Uri = listener.Address, Repeatable = true };

    private static async Task SendAsync(CountedGate gate, HttpCall call)
    {
        using var fixture = new PipelineFixture();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, gate.Shut);
        await fixture.Pipeline.Behind(gate).SendAsync(call, either.Token);
    }

    private sealed class CountedGate(int passes) : ISendGate, IDisposable
    {
        private readonly CancellationTokenSource shut = new();
        private int left = passes;

        public CancellationToken Shut => shut.Token;

        public ValueTask PassAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref left) >= 0)
                return ValueTask.CompletedTask;
            shut.Cancel();
            throw new OperationCanceledException(shut.Token);
        }

        public void Dispose() => shut.Dispose();
    }

    /// <summary>Takes connections and never answers.</summary>
    private sealed class ByteCounter : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stopping = new();
        private readonly Task<long> counting;

        public ByteCounter()
        {
            listener.Start();
            counting = CountAsync();
        }

        public Uri Address => new($"http://{listener.LocalEndpoint}/");

        /// <summary>Everything that came until the other end closed its connections.</summary>
        public async Task<long> BytesAsync()
        {
            await stopping.CancelAsync();
            return await counting;
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await counting;
            listener.Stop();
            stopping.Dispose();
        }

        private async Task<long> CountAsync()
        {
            var connections = new List<Task<long>>();
            try
            {
                while (true)
                    connections.Add(CountAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
            catch (OperationCanceledException)
            {
                return (await Task.WhenAll(connections)).Sum();
            }
        }

        private static async Task<long> CountAsync(TcpClient client)
        {
            using var _ = client;
            var (bytes, buffer) = (0L, new byte[Piece]);
            try
            {
                while (await client.GetStream().ReadAsync(buffer) is > 0 and var read)
                    bytes += read;
            }
            catch (IOException)
            {
                // Reset: the sender gave up.
            }

            return bytes;
        }
    }
}
