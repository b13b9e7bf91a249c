using System.Collections.Concurrent;
using Drayage.Registries.Hosting;

namespace Drayage.Testing;

/// <summary>
/// What an embedded registry served. A request is complete, and is logged, after its client has the answer: whoever reads the log
/// waits for what was answered before.
/// </summary>
internal sealed class ServedLog
{
    // An answer may be held up for as long as a test likes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<ServedRequest> served = new();
    private readonly object gate = new();
    private int answered;

    public void Answering()
    {
        lock (gate)
            answered++;
    }

    public void Served(ServedRequest request)
    {
        lock (gate)
        {
            served.Enqueue(request);
            Monitor.PulseAll(gate);
        }
    }

    public ConcurrentQueue<ServedRequest> Settled()
    {
        lock (gate)
        {
            var wanted = answered;
            while (served.Count < wanted && Monitor.Wait(gate, Limit))
            {
            }
        }

        return served;
    }
}
