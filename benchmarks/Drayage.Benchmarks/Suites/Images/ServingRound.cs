using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Drayage.Benchmarks.Content;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>Puts one registry, freshly started, through everything once.</summary>
/// <param name="registry">The server.</param>
/// <param name="blobs">What is pushed, by clients: equally many bytes for each number of clients.</param>
/// <param name="seconds">How long manifests are asked for.</param>
/// <param name="record">Takes each figure: name, unit, value.</param>
internal sealed class ServingRound(RegistryProcess registry, ImmutableArray<ServingRound.Load> blobs, int seconds, Action<string, string, double> record)
{
    public const string ManifestRate = "manifest GETs, 16 connections";
    public const string ManifestsPerCpu = "manifest GETs a processor second of the server";
    public const string Memory = "peak memory";
    private const double Gibibyte = 1 << 30;
    private const int Connections = 16;

    public static string PushCpu(int clients) => $"server CPU for pushes, {Clients(clients)}";

    public async Task RunAsync()
    {
        registry.Restart();
        using var client = new RegistryClient(registry);
        foreach (Load load in blobs)
        {
            await TimedAsync($"push, {Clients(load.Clients)}", PushCpu(load.Clients), load, blob => client.PushAsync(blob.Bytes, blob.Digest));
        }

        foreach (Load load in blobs)
        {
            await TimedAsync($"pull, {Clients(load.Clients)}", $"server CPU for pulls, {Clients(load.Clients)}", load, blob => client.PullAsync(blob.Digest));
        }

        record(Memory, "MiB", registry.PeakBytes / (double)(1 << 20));
        await client.TagAsync(blobs[0].Blobs[0].Digest, blobs[0].Blobs[0].Bytes.Length);
        AskForManifests(client.Manifest);
    }

    private static string Clients(int count) => count == 1 ? "1 client" : $"{count} clients";

    private async Task TimedAsync(string name, string processor, Load load, Func<Blob, Task> transfer)
    {
        double before = registry.CpuSeconds;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(load.Blobs, new ParallelOptions { MaxDegreeOfParallelism = load.Clients }, async (blob, _) => await transfer(blob));
        double bytes = load.Blobs.Sum(blob => (double)blob.Bytes.Length);
        record(name, "MB/s", bytes / 1e6 / watch.Elapsed.TotalSeconds);
        record(processor, "s/GiB", (registry.CpuSeconds - before) / (bytes / Gibibyte));
    }

    private void AskForManifests(Uri manifest)
    {
        string wrk = Setting.OnPath("wrk") ?? throw new InvalidOperationException("wrk is not on PATH; apt-get install wrk");
        double before = registry.CpuSeconds;
        using Process process = Process.Start(new ProcessStartInfo(
            wrk, ["-t2", $"-c{Connections}", $"-d{seconds}s", "-H", $"Accept: {RegistryClient.ManifestType}", manifest.ToString()])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] lines = output.Split('\n');
        if (process.ExitCode != 0 || lines.Any(line => line.Contains("Non-2xx", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"wrk had trouble with {registry.Name}:\n{output}");
        }

        double rate = double.Parse(lines.First(line => line.StartsWith("Requests/sec:", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
        record(ManifestRate, "a second", rate);
        record(ManifestsPerCpu, "", rate * seconds / (registry.CpuSeconds - before));
    }

    /// <summary>What a number of clients carry between them.</summary>
    internal sealed record Load(int Clients, ImmutableArray<Blob> Blobs)
    {
        public static Load Of(int clients, int count, int bytes) => new(clients, [.. Enumerable.Range(0, count).Select(number => Blob.Of((ulong)((clients * 1000) + number), bytes))]);
    }

    internal sealed record Blob(byte[] Bytes, string Digest)
    {
        public static Blob Of(ulong seed, int bytes)
        {
            byte[] content = new byte[bytes];
            using var random = new PseudoRandomStream(seed, bytes);
            random.ReadExactly(content);
            return new Blob(content, RegistryClient.DigestOf(content));
        }
    }
}
