using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Peers;

/// <summary>A registry as a process of its own, on one loopback port for its whole life; each start has an empty directory.</summary>
internal abstract class RegistryProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string parent;
    private Process? process;
    private double earlierSeconds;
    private int starts;

    /// <param name="parent">An existing directory for its data.</param>
    protected RegistryProcess(string parent)
    {
        this.parent = parent;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public abstract string Name { get; }

    public int Port { get; }

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>Processor seconds of all its lives.</summary>
    public double CpuSeconds => earlierSeconds + (process is null ? 0 : ProcessFigures.CpuSeconds(process.Id));

    /// <summary>The most resident memory of its present life, in bytes.</summary>
    public long PeakBytes => process is null ? 0 : ProcessFigures.PeakBytes(process.Id);

    /// <summary>What its files hold, in bytes.</summary>
    public long StoredBytes => Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    /// <summary>The value of an Authorization header that may write, or null where anybody may.</summary>
    public virtual string? Authorization => null;

    private string Data => Path.Combine(parent, $"{Name}-{Port}-{starts}");

    /// <summary>Starts it with nothing stored.</summary>
    /// <exception cref="InvalidOperationException">It does not answer.</exception>
    public void Restart()
    {
        Stop();
        starts++;
        Directory.CreateDirectory(Data);
        ProcessStartInfo start = StartIn(Data);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AwaitAnswer();
    }

    public void Dispose() => Stop();

    /// <summary>The command that serves <paramref name="data"/> on <see cref="Port"/>.</summary>
    protected abstract ProcessStartInfo StartIn(string data);

    private void Stop()
    {
        if (process is null)
        {
            return;
        }

        earlierSeconds = CpuSeconds;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
        Directory.Delete(Data, recursive: true);
    }

    private void AwaitAnswer()
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit; Thread.Sleep(20))
        {
            try
            {
                using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Get, $"http://{Authority}/v2/"));
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException($"{Name} did not answer on {Authority} within {StartLimit.TotalSeconds} s");
    }
}
