using System.Text.RegularExpressions;
using Drayage.Acceptance.PythonIndexes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Documentation;

/// <summary>
/// Runs the commands of a page in its order: <c>drayage</c>, <c>pip</c> and <c>python3</c>, and with <c>&amp;</c> at the end those that
/// serve until the page is through. A port that a page shows is a free one here.
/// </summary>
internal sealed partial class DocumentedShell(string root, RegistryFixture registry) : IAsyncDisposable
{
    private readonly TemporaryDirectory scratch = new();
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal);
    private readonly List<RunningDrayage> services = [];
    private readonly List<FileServer> servers = [];

    public async Task RunAsync(string command)
    {
        var words = Words().Matches(Port().Replace(command, shown => $"127.0.0.1:{FreePort(shown.Groups["port"].Value)}")).Select(word => word.Value.Trim('"')).ToArray();
        var serves = words[^1] == "&";
        var arguments = serves ? words[1..^1] : words[1..];
        switch (words[0])
        {
            case "drayage" when serves:
                services.Add(Drayage().Start(arguments));
                await services[^1].SaysAsync("serving ");
                break;
            case "drayage":
                (await Drayage().RunAsync(arguments)).Ended(0);
                break;
            case "python3" when serves && arguments is ["-m", "http.server", var port, "--bind", "127.0.0.1", "--directory", var directory]:
                servers.Add(await FileServer.StartAsync(Path.Combine(root, directory), FreePort(port)));
                break;
            case "pip":
                var python = await Peer.RequirePythonAsync("pip", "hatchling");
                python.In(root).With("PIP_CONFIG_FILE", "/dev/null").With("PIP_NO_CACHE_DIR", "1").With("PIP_TARGET", scratch["installed"]).With("PIP_DEST", scratch["downloaded"]);
                (await python.RunAsync(["-m", "pip", .. arguments])).Succeeded();
                break;
            default:
                Assert.Fail($"nothing here runs: {command}");
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services)
        {
            Assert.Equal(0, await service.TerminateAsync());
            await service.DisposeAsync();
        }

        foreach (var server in servers)
            await server.DisposeAsync();

        scratch.Dispose();
    }

    private BuiltDrayage Drayage() => new BuiltDrayage(root).Against(registry).With("XDG_CACHE_HOME", scratch["cache"]);

    private int FreePort(string shown) => ports.TryGetValue(shown, out var port) ? port : ports[shown] = LoopbackPort.Free();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Port();
}
