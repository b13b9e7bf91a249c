using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Drayage.Testing.Verdaccio;

/// <summary>The registry verdaccio, as <c>./build peers</c> installs it, on a free loopback port and a directory of its own.</summary>
public sealed class VerdaccioServer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(RepositoryRoot.Path, "artifacts", "peers", "verdaccio", "node_modules", "verdaccio", "bin", "verdaccio");

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory directory = new();
    private readonly Process process;

    private VerdaccioServer()
    {
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        process = Process.Start(new ProcessStartInfo("node", [Script, "--config", WriteConfiguration(), "--listen", Address.Authority])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory.Path,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Of a user who was made for this server.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts the registry, or skips the test where it is not installed.</summary>
    public static async Task<VerdaccioServer> StartAsync()
    {
        Peer.Require("node");
        Peer.Require(Script);
        var server = new VerdaccioServer();
        try
        {
            server.Token = await server.AddUserAsync("publisher");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers a user, as <c>npm adduser</c> does.</summary>
    /// <returns>The user's token.</returns>
    public async Task<string> AddUserAsync(string name)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var body = new JsonObject { ["name"] = name, ["password"] = "correct-horse-battery" };
        for (var started = Stopwatch.StartNew(); started.Elapsed < StartLimit; await Task.Delay(100))
        {
            try
            {
                using var response = await client.PutAsJsonAsync(new Uri(Address, $"-/user/org.couchdb.user:{name}"), body);
                response.EnsureSuccessStatusCode();
                return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["token"]!.GetValue<string>();
            }
            catch (HttpRequestException unanswered) when (unanswered.StatusCode is null && !process.HasExited)
            {
                // Not listening yet.
            }
        }

        Assert.Fail($"verdaccio did not answer within {StartLimit}");
        throw new UnreachableException();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Dispose();
    }

    // No uplinks: it knows what was published to it, and asks nobody.
    private string WriteConfiguration() => directory.Write("config.yaml", $$"""
        storage: {{directory["storage"]}}
        auth: { htpasswd: { file: {{directory["htpasswd"]}}, algorithm: sha1 } }
        uplinks: {}
        packages: { '**': { access: $all, publish: $authenticated, unpublish: $authenticated } }
        web: { enable: false }
        log: { type: stdout, level: fatal }
        """);
}
