using System.Net;
using System.Net.Sockets;

namespace Drayage.Testing;

/// <summary>
/// Passes TCP connections on to a server and cuts some of them: each entry of the plan is the count of bytes that one
/// large transfer may still carry; what was carried arrives. Connections beyond the plan are left whole.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly int target;
    private readonly Queue<long> cuts;
    private readonly Task accepting;
    private long bytesPassed;

    /// <param name="target">Port of the server on 127.0.0.1.</param>
    /// <param name="cuts">After how many bytes in one direction connections are cut, one after the other.</param>
    public CuttingProxy(int target, params IEnumerable<long> cuts)
    {
        this.target = target;
        this.cuts = new Queue<long>(cuts);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Authority => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Bytes carried so far, in both directions.</summary>
    public long BytesPassed => Interlocked.Read(ref bytesPassed);

    /// <summary>Cuts that were not made.</summary>
    public int CutsLeft
    {
        get
        {
            lock (cuts)
                return cuts.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
                Task<bool>[] pumps = [PumpAsync(client, server), PumpAsync(server, client)];
                // What was carried is read by whoever it went to before the connection is closed there.
                if (await await Task.WhenAny(pumps))
                    await Task.WhenAny(Task.WhenAll(pumps), Task.Delay(LongestFarewell, stopping.Token));
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // A connection that ends.
            }
        }
    }

    /// <returns>Whether the transfer was cut.</returns>
    private async Task<bool> PumpAsync(TcpClient from, TcpClient to)
    {
        var (source, sink) = (from.GetStream(), to.GetStream());
        var buffer = new byte[16 * 1024];
        var passed = 0L;
        int read;
        while ((read = await source.ReadAsync(buffer, stopping.Token)) > 0)
        {
            passed += read;
            if (IsCut(passed))
            {
                to.Client.Shutdown(SocketShutdown.Send);
                from.Close();
                return true;
            }

            await sink.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
            Interlocked.Add(ref bytesPassed, read);
        }

        return false;
    }

    private bool IsCut(long passed)
    {
        lock (cuts)
        {
            if (!cuts.TryPeek(out var limit) || passed < limit)
                return false;
            cuts.Dequeue();
            return true;
        }
    }
}
