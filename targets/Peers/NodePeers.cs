using System.Collections.Immutable;

namespace Drayage.Targets.Peers;

/// <summary>
/// Peers that npm installs, from the registry that this machine's npm is configured for, into <c>artifacts/peers/NAME</c>. Each has a
/// directory below <c>tests/Drayage.Testing</c> with the lock file that says what exactly.
/// </summary>
internal sealed class NodePeers(Checkout checkout)
{
    private const string LockFile = "package-lock.json";

    private static readonly ImmutableArray<string> Names = ["Verdaccio", "WorkflowValidators", "Micromatch"];

    public ImmutableArray<string> Missing => [.. Names.Where(name => !IsInstalled(name)).Select(name => name.ToLowerInvariant())];

    public async Task InstallAsync(CancellationToken cancellation)
    {
        foreach (string name in Names.Where(name => !IsInstalled(name)))
        {
            Directory.CreateDirectory(Place(name));
            foreach (string file in (string[])["package.json", LockFile])
            {
                File.Copy(Path.Combine(Source(name), file), Path.Combine(Place(name), file), overwrite: true);
            }

            await new Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") { Directory = Place(name) }.RunAsync(cancellation);
        }
    }

    // npm leaves its own copy of the lock file once everything is there.
    private bool IsInstalled(string name) =>
        File.Exists(Path.Combine(Place(name), "node_modules", ".package-lock.json"))
        && File.ReadAllBytes(Path.Combine(Place(name), LockFile)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Source(name), LockFile)));

    private string Source(string name) => Path.Combine(checkout.Root, "tests", "Drayage.Testing", name);

    private string Place(string name) => Path.Combine(checkout.Artifacts, "peers", name.ToLowerInvariant());
}
