using System.Diagnostics;
using System.Text.RegularExpressions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The file server that comes with Python, which knows nothing of package indexes.</summary>
internal sealed partial class FileServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private FileServer(Process started, Uri address) => (process, Address) = (started, address);

    public Uri Address { get; }

    /// <param name="directory">What is served.</param>
    /// <param name="port">0 for a free one.</param>
    public static async Task<FileServer> StartAsync(string directory, int port = 0)
    {
        await Peer.RequirePythonAsync("http.server");
        var started = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-u", "-m", "http.server", $"{port}", "--bind", "127.0.0.1", "--directory", directory])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        var line = await started.StandardOutput.ReadLineAsync(limit.Token);
        var listening = Port().Match(line ?? "");
        Assert.True(listening.Success, $"the file server says '{line}'");
        return new FileServer(started, new Uri($"http://127.0.0.1:{listening.Groups["port"].Value}/"));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"port (?<port>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Port();
}
