using System.Collections.Immutable;

namespace Drayage.Targets.Peers;

/// <summary>Finds which peers are missing and installs those alone.</summary>
internal sealed class PeersTarget(Checkout checkout)
{
    // The Python of Debian's packages; another one may stand before it on PATH.
    private const string SystemPython = "/usr/bin/python3";

    private readonly NodePeers node = new(checkout);

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (arguments is not ([] or ["--list"]))
        {
            throw new TargetFailure("usage: ./build peers [--list]", exitCode: 2);
        }

        ImmutableArray<string> missing = await MissingAsync(cancellation);
        ImmutableArray<string> all = [.. missing, .. node.Missing];
        Console.Error.WriteLine(all is [] ? "peers: all there" : $"peers: missing {string.Join(' ', all)}");
        if (arguments is ["--list"])
        {
            return;
        }

        if (missing is not [])
        {
            await InstallAsync(missing, cancellation);
        }

        await node.InstallAsync(cancellation);
    }

    private static async Task InstallAsync(ImmutableArray<string> missing, CancellationToken cancellation)
    {
        ImmutableArray<string> apt = Apt() ?? throw new TargetFailure(
            $"peers can be installed only on Debian and its kin, as root or with sudo\nhint: install what brings {string.Join(' ', missing)}");
        ImmutableArray<string> install = [.. apt, "install", "--yes", "--quiet", "--no-install-recommends", .. missing];

        // The package lists may be there already; fetching them costs more than a failed try.
        if (await AptAsync(install, cancellation) != 0
            && (await AptAsync([.. apt, "update", "--quiet"], cancellation) != 0 || await AptAsync(install, cancellation) != 0))
        {
            throw new TargetFailure("apt-get did not install the missing peers; its own messages stand above");
        }

        missing = await MissingAsync(cancellation);
        if (missing is not [])
        {
            throw new TargetFailure($"still missing after their packages were installed: {string.Join(' ', missing)}");
        }
    }

    private static Task<int> AptAsync(ImmutableArray<string> line, CancellationToken cancellation) =>
        new Command(line[0], line[1..])
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add("DEBIAN_FRONTEND", "noninteractive"),
        }.ExitCodeAsync(cancellation);

    private static ImmutableArray<string>? Apt() => (SearchPath.Has("apt-get"), Environment.IsPrivilegedProcess, SearchPath.Has("sudo")) switch
    {
        (true, true, _) => ["apt-get"],
        (true, false, true) => ["sudo", "--non-interactive", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
        _ => null,
    };

    private static async Task<ImmutableArray<string>> MissingAsync(CancellationToken cancellation)
    {
        ImmutableHashSet<string> modules = await MissingModulesAsync(cancellation);
        return
        [
            .. PeerList.All.Where(peer => peer switch
            {
                Peer.Program program => !SearchPath.Has(program.Name),
                Peer.Module module => modules.Contains(module.Name),
                Peer.Present present => !File.Exists(present.Path),
                _ => throw new InvalidOperationException($"{peer} has no probe"),
            }).Select(peer => peer.Package).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<ImmutableHashSet<string>> MissingModulesAsync(CancellationToken cancellation)
    {
        ImmutableArray<string> names = [.. PeerList.All.OfType<Peer.Module>().Select(module => module.Name)];
        if (!File.Exists(SystemPython))
        {
            return [.. names];
        }

        const string Probe = "import sys, importlib.util as u; print(*[m for m in sys.argv[1:] if u.find_spec(m) is None])";
        var (exitCode, output) = await new Command(SystemPython, ["-I", "-c", Probe, .. names]).CaptureAsync(cancellation);
        return exitCode == 0 ? [.. output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)] : [.. names];
    }
}
