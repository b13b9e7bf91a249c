using Drayage.Ecosystems.Cargo;
using Drayage.Ecosystems.DotNet;
using Drayage.Ecosystems.Go;
using Drayage.Ecosystems.Npm;
using Drayage.Ecosystems.Python;
using Drayage.Model.Detection;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Locking;

/// <summary>The lock files of Drayage's own repository, the sample's among them, as the tools left them.</summary>
public sealed class OwnLockFilesTests
{
    private static readonly IEcosystem[] Ecosystems = [new CargoEcosystem(), new NpmEcosystem(), new PythonEcosystem(), new GoEcosystem(), new DotNetEcosystem()];

    private static readonly string[] Ignored = [".git", "artifacts", "bin", "obj", "target", "node_modules", "dist", ".drayage"];

    [Fact]
    public void All_are_fresh()
    {
        var tree = new SourceTree(RepositoryRoot.Path, Files(RepositoryRoot.Path).Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')));
        var compared = Ecosystems.SelectMany(ecosystem => ecosystem.LockFiles!.Compare(
            tree, new Catalog { Packages = ecosystem.Detector!.Detect(tree, TestContext.Current.CancellationToken).Packages, Warnings = [] }, TestContext.Current.CancellationToken)).ToArray();

        Assert.Empty(compared.SelectMany(file => file.Differences).Select(difference => difference.ToString()));
        var paths = compared.Select(file => file.Path).ToArray();
        Assert.Contains("samples/polyglot/Cargo.lock", paths);
        Assert.Contains("samples/polyglot/npm/client/package-lock.json", paths);
        Assert.Equal(tree.Named("packages.lock.json"), paths.Where(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Files(string directory) => Directory.EnumerateFiles(directory)
        .Concat(Directory.EnumerateDirectories(directory).Where(inner => !Ignored.Contains(Path.GetFileName(inner))).SelectMany(Files));
}
