using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Drayage.Testing;

/// <summary>
/// An HTTP/1.1 server on a free loopback port that answers exactly as a test says, down to broken connections. One
/// request a connection.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Func<ReceivedRequest, LoopbackAnswer> answer;
    private readonly Task accepting;

    /// <param name="answer">Called for each request; <see cref="ReceivedRequest.Number"/> counts from 1.</param>
    public LoopbackServer(Func<ReceivedRequest, LoopbackAnswer> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary><c>http://127.0.0.1:PORT/</c></summary>
    public Uri Address => new($"http://{listener.LocalEndpoint}/");

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream, stopping.Token) is not { } request)
                return;
            Received.Enqueue(request);
            await AnswerAsync(client, stream, answer(request));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client, NetworkStream stream, LoopbackAnswer how)
    {
        await stream.WriteAsync(how.Bytes, stopping.Token);
        switch (how.Ending)
        {
            case LoopbackEnding.Reset:
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Client.Close();
                break;
            case LoopbackEnding.Silence:
                await Task.Delay(Timeout.Infinite, stopping.Token);
                break;
            default:
                client.Client.Shutdown(SocketShutdown.Send);
                break;
        }
    }

    private async Task<ReceivedRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(bytes))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
                return null;
            bytes.Add(one[0]);
        }
        var lines = Encoding.Latin1.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellation);
        var first = lines[0].Split(' ');
        return new ReceivedRequest(Received.Count + 1, first[0], first[1], headers, body);
    }

    private static bool EndsHead(List<byte> bytes) =>
        bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n';
}
