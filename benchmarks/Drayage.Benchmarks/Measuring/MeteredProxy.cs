using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Drayage.Benchmarks.Measuring;

/// <summary>
/// Passes TCP connections on to a server of this machine and counts what they carry. A request is counted where a client
/// sends a method's name after the server has spoken or at the start of a connection; nothing else of HTTP is looked at.
/// </summary>
internal sealed class MeteredProxy : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private static readonly byte[][] Methods = [.. new[] { "GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE " }.Select(Encoding.ASCII.GetBytes)];

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource stopping = new();
    private readonly IPEndPoint target;
    private long requests;
    private long sent;
    private long received;
    private int connections;
    private int cutsLeft;

    /// <param name="port">Port of the server on 127.0.0.1.</param>
    public MeteredProxy(int port)
    {
        target = new IPEndPoint(IPAddress.Loopback, port);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>How long each request waits before the server hears of it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A connection is cut once the client has sent that many bytes on it; what came before arrives.</summary>
    public long CutAfter { get; init; } = long.MaxValue;

    /// <summary>How many connections are cut.</summary>
    public int Cuts { init => cutsLeft = value; }

    /// <summary>Cuts that were not made.</summary>
    public int CutsLeft => Volatile.Read(ref cutsLeft);

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Authority => listener.LocalEndPoint!.ToString()!;

    /// <summary>All that was carried so far.</summary>
    public Traffic Traffic => new(Interlocked.Read(ref requests), Interlocked.Read(ref sent), Interlocked.Read(ref received), Volatile.Read(ref connections));

    public void Dispose()
    {
        stopping.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(stopping.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref connections);
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            try
            {
                await server.ConnectAsync(target, stopping.Token);
                client.NoDelay = server.NoDelay = true;
                var turn = new Turn();
                Task<bool> up = CarryUpAsync(client, server, turn);
                Task down = CarryDownAsync(server, client, turn);
                if (await Task.WhenAny(up, down) == up && await up)
                {
                    // To be cut: the client finds the connection reset, and what it sent arrives.
                    client.LingerState = new LingerOption(true, 0);
                    server.Shutdown(SocketShutdown.Send);
                    return;
                }

                // An end of one side is passed on to the other, which may still have something to say.
                (up.IsCompleted ? server : client).Shutdown(SocketShutdown.Send);
                await Task.WhenAll(up, down);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A connection that ends.
            }
        }
    }

    /// <summary>True once the connection is to be cut, false at the client's end.</summary>
    private async Task<bool> CarryUpAsync(Socket client, Socket server, Turn turn)
    {
        byte[] buffer = new byte[BufferSize];
        long carried = 0;
        int read;
        while ((read = await client.ReceiveAsync(buffer, stopping.Token)) > 0)
        {
            if (turn.ServerHasSpoken && Methods.Any(method => buffer.AsSpan(0, read).StartsWith(method)))
            {
                turn.ServerHasSpoken = false;
                Interlocked.Increment(ref requests);
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, stopping.Token);
                }
            }

            await SendAsync(server, buffer.AsMemory(0, read));
            Interlocked.Add(ref sent, read);
            carried += read;
            if (carried >= CutAfter && Interlocked.Decrement(ref cutsLeft) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task CarryDownAsync(Socket server, Socket client, Turn turn)
    {
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = await server.ReceiveAsync(buffer, stopping.Token)) > 0)
        {
            turn.ServerHasSpoken = true;
            Interlocked.Add(ref received, read);
            await SendAsync(client, buffer.AsMemory(0, read));
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, stopping.Token)..];
        }
    }

    private sealed class Turn
    {
        private volatile bool serverHasSpoken = true;

        public bool ServerHasSpoken
        {
            get => serverHasSpoken;
            set => serverHasSpoken = value;
        }
    }
}
