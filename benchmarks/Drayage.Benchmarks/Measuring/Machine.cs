using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Drayage.Benchmarks.Measuring;

/// <summary>What this machine can do at most, measured when first asked.</summary>
/// <param name="Cores">How many.</param>
/// <param name="DigestRate">Bytes a second that one core takes through SHA-256.</param>
/// <param name="AllDigestRate">Bytes a second of all cores together.</param>
/// <param name="DiskRate">Bytes a second written to a file and flushed.</param>
/// <param name="LoopbackRate">Bytes a second over one TCP connection within the machine.</param>
internal sealed record Machine(int Cores, double DigestRate, double AllDigestRate, double DiskRate, double LoopbackRate)
{
    private const int Block = 4 << 20;
    private const int Blocks = 64;
    private const int Tries = 5;

    /// <param name="directory">Where to write.</param>
    public static Machine Measure(string directory)
    {
        int cores = Environment.ProcessorCount;
        return new Machine(cores, Best(() => DigestRateOf(1)), Best(() => DigestRateOf(cores)), Best(() => DiskRateIn(directory)), Best(LoopbackRateNow));
    }

    public Figure[] Figures() =>
    [
        Of("SHA-256, one core", DigestRate),
        Of($"SHA-256, {Cores} cores", AllDigestRate),
        Of("disk write with flush", DiskRate),
        Of("loopback, one connection", LoopbackRate),
    ];

    // What others do meanwhile only ever takes away.
    private static double Best(Func<double> rate) => Enumerable.Range(0, Tries).Max(_ => rate());

    private static Figure Of(string name, double rate) =>
        new(name, "MB/s", System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("machine", rate / 1e6));

    private static double DigestRateOf(int threads)
    {
        var watch = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            byte[] block = new byte[Block];
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (int i = 0; i < Blocks; i++)
            {
                hash.AppendData(block);
            }
        });
        return (double)threads * Block * Blocks / watch.Elapsed.TotalSeconds;
    }

    private static double DiskRateIn(string directory)
    {
        string path = Path.Combine(directory, "disk-rate");
        byte[] block = new byte[Block];
        Random.Shared.NextBytes(block);
        var watch = Stopwatch.StartNew();
        using (FileStream file = File.Create(path))
        {
            for (int i = 0; i < Blocks; i++)
            {
                file.Write(block);
            }

            file.Flush(flushToDisk: true);
        }

        double rate = (double)Block * Blocks / watch.Elapsed.TotalSeconds;
        File.Delete(path);
        return rate;
    }

    private static double LoopbackRateNow()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var sender = new TcpClient();
        sender.Connect((IPEndPoint)listener.LocalEndpoint);
        using TcpClient receiver = listener.AcceptTcpClient();
        var watch = Stopwatch.StartNew();
        Task sending = Task.Run(() =>
        {
            byte[] block = new byte[Block];
            for (int i = 0; i < Blocks; i++)
            {
                sender.GetStream().Write(block);
            }

            sender.Close();
        });
        byte[] taken = new byte[Block];
        while (receiver.GetStream().Read(taken) > 0)
        {
        }

        sending.Wait();
        return (double)Block * Blocks / watch.Elapsed.TotalSeconds;
    }
}
