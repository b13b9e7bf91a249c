using System.Diagnostics;
using Xunit;

namespace Drayage.Testing;

/// <summary>The reference registry as Debian packages it, on a free loopback port and a directory of its own.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    public const string UserName = "anyone";
    public const string Password = "s3cret-pass";

    private const string Executable = "/usr/bin/docker-registry";

    /// <summary>bcrypt of <see cref="Password"/>.</summary>
    private const string PasswordHash = "$2y$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory directory = new();
    private readonly Process process;

    private DockerRegistry(bool withPassword)
    {
        Port = LoopbackPort.Free();
        process = Process.Start(new ProcessStartInfo(Executable, ["serve", WriteConfiguration(withPassword)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>Starts the registry, or skips the test where it is not installed.</summary>
    public static async Task<DockerRegistry> StartAsync(bool withPassword = false)
    {
        Peer.Require(Executable);
        var registry = new DockerRegistry(withPassword);
        using var client = new HttpClient();
        for (var started = Stopwatch.StartNew(); started.Elapsed < StartLimit; await Task.Delay(50))
        {
            try
            {
                using var response = await client.GetAsync($"http://{registry.Authority}/v2/");
                return registry;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        await registry.DisposeAsync();
        Assert.Fail($"{Executable} did not answer within {StartLimit}");
        throw new UnreachableException();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Dispose();
    }

    private string WriteConfiguration(bool withPassword)
    {
        var users = directory.Write("htpasswd", $"{UserName}:{PasswordHash}\n");
        var auth = withPassword ? $"auth: {{ htpasswd: {{ realm: test, path: {users} }} }}\n" : "";
        return directory.Write("config.yml", $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{directory["data"]}} }, delete: { enabled: true } }
            http: { addr: "{{Authority}}", secret: fixed }
            {{auth}}
            """);
    }
}
