using Drayage.Ecosystems.Npm;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Locking;

public sealed class NpmLockFilesTests
{
    [Theory]
    [InlineData("package-lock.json", "npm install --package-lock-only")]
    [InlineData("npm-shrinkwrap.json", "npm install --package-lock-only")]
    [InlineData("pnpm-lock.yaml", "pnpm install --lockfile-only")]
    [InlineData("yarn.lock", "yarn install")]
    [InlineData("yarn.lock of yarn 4", "yarn install --mode=update-lockfile")]
    public void What_the_tools_wrote_is_fresh(string file, string command)
    {
        using var tree = LockedTree.Create(file);
        var compared = Assert.Single(tree.CompareLocks(new NpmEcosystem()));
        Assert.Empty(compared.Differences);
        Assert.Equal(command, compared.Command);
    }

    [Theory]
    [InlineData("package-lock.json", "requires ms ^2.1.0, package-lock.json has ^2.1.1")]
    [InlineData("npm-shrinkwrap.json", "requires ms ^2.1.0, npm-shrinkwrap.json has ^2.1.1")]
    [InlineData("pnpm-lock.yaml", "requires ms ^2.1.0, pnpm-lock.yaml has catalog:")]
    [InlineData("yarn.lock", "requires ms ^2.1.0, which yarn.lock does not have")]
    [InlineData("yarn.lock of yarn 4", "requires ms ^2.1.0, which yarn.lock does not have")]
    public void Another_range_at_the_root_is_told(string file, string told)
    {
        using var tree = LockedTree.Create(file).With("package.json", file == "pnpm-lock.yaml" ? "catalog:" : "^2.1.1", "^2.1.0");
        Assert.Equal([$"package.json:5 {told}"], tree.LockDifferences(new NpmEcosystem()));
    }

    [Theory]
    [InlineData("package-lock.json", "requires ms 3.x, package-lock.json has 2.x")]
    [InlineData("pnpm-lock.yaml", "requires ms 3.x, pnpm-lock.yaml has 2.x")]
    [InlineData("yarn.lock", "requires ms 3.x, which yarn.lock does not have")]
    [InlineData("yarn.lock of yarn 4", "requires ms 3.x, which yarn.lock does not have")]
    public void Another_range_in_a_workspace_is_told(string file, string told)
    {
        using var tree = LockedTree.Create(file).With("packages/a/package.json", "2.x", "3.x");
        Assert.Equal([$"packages/a/package.json:1 {told}"], tree.LockDifferences(new NpmEcosystem()));
    }

    [Theory]
    [InlineData("package-lock.json", "package-lock.json:12 has isarray among the devDependencies of package.json, which does not require it")]
    [InlineData("yarn.lock of yarn 4", "yarn.lock:27 has isarray for package.json, which does not require it")]
    [InlineData("pnpm-lock.yaml", "pnpm-lock.yaml:29 has isarray for package.json, which does not require it")]
    public void What_is_required_no_longer_is_told(string file, string told)
    {
        using var tree = LockedTree.Create(file).With("package.json", "\"isarray\": \"2.0.5\"", "");
        Assert.Equal([told], tree.LockDifferences(new NpmEcosystem()));
    }

    [Theory]
    [InlineData("package-lock.json", "packages/b/package.json:1 is b, which package-lock.json does not have")]
    [InlineData("pnpm-lock.yaml", "packages/b/package.json:1 is b, which pnpm-lock.yaml does not have")]
    public void A_new_workspace_is_told(string file, string told)
    {
        using var tree = LockedTree.Create(file);
        tree.Add("packages/b/package.json", """{ "name": "b", "version": "1.0.0", "dependencies": { "ms": "2.x" } }""");
        Assert.Equal([told], tree.LockDifferences(new NpmEcosystem()));
    }

    [Fact]
    public void Another_range_in_a_catalog_is_told()
    {
        using var tree = LockedTree.Create("pnpm-lock.yaml").With("pnpm-workspace.yaml", "^2.1.1", "^2.1.2");
        Assert.Equal(["pnpm-workspace.yaml:4 gives ms the range ^2.1.2, pnpm-lock.yaml has ^2.1.1"], tree.LockDifferences(new NpmEcosystem()));
    }

    [Theory]
    [InlineData("lockfileVersion: 5.4\n\nspecifiers:\n  ms: ^2.1.1\n\ndependencies:\n  ms: 2.1.3\n\npackages:\n", "^2.1.1", true)]
    [InlineData("lockfileVersion: 5.4\n\nspecifiers:\n  ms: ^2.1.1\n\ndependencies:\n  ms: 2.1.3\n\npackages:\n", "^2.1.2", false)]
    [InlineData("lockfileVersion: '6.0'\n\ndependencies:\n  ms:\n    specifier: ^2.1.1\n    version: 2.1.3\n", "^2.1.1", true)]
    [InlineData("lockfileVersion: '6.0'\n\ndependencies:\n  ms:\n    specifier: ^2.1.1\n    version: 2.1.3\n", "^2.1.2", false)]
    public void Older_forms_of_pnpm_are_read(string text, string range, bool isFresh)
    {
        using var tree = new ForeignTree
        {
            { "package.json", $$"""{ "name": "one", "version": "1.0.0", "dependencies": { "ms": "{{range}}" } }""" },
            { "pnpm-lock.yaml", text },
        };
        Assert.Equal(isFresh, Assert.Single(tree.CompareLocks(new NpmEcosystem())).IsFresh);
    }

    [Theory]
    [InlineData("package-lock.json", """{ "lockfileVersion": 1, "dependencies": {} }""")]
    [InlineData("package-lock.json", "<<<<<<< ours")]
    [InlineData("pnpm-lock.yaml", "a: [")]
    [InlineData("yarn.lock", "")]
    public void What_repeats_nothing_or_cannot_be_read_is_passed_over(string file, string text)
    {
        using var tree = new ForeignTree
        {
            { "package.json", """{ "name": "one", "version": "1.0.0", "dependencies": { "ms": "^2" } }""" },
            { file, text },
        };
        Assert.Empty(tree.CompareLocks(new NpmEcosystem()));
    }

    [Theory]
    [InlineData("package-lock.json", "\"ms\": \"^2.1.1\"", "\"ms\": \"^2.1.1\", \"wrappy\": \"1\"")]
    [InlineData("pnpm-lock.yaml", "\"2.0.5\"", "\"3\" }, \"pnpm\": { \"overrides\": { \"isarray@2\": \"2.0.5\" }")]
    [InlineData("yarn.lock", "\"2.0.5\"", "\"3\" }, \"resolutions\": { \"**/isarray\": \"2.0.5\"")]
    [InlineData("yarn.lock", "\"2.0.5\"", "\"2.0.5\", \"ms\": \"2.1.3\"")]
    [InlineData("yarn.lock of yarn 4", "\"2.0.5\"", "\"patch:isarray@npm%3A2.0.5#x.patch\"")]
    public void What_the_tools_rewrite_is_passed_over(string file, string old, string changed)
    {
        using var tree = LockedTree.Create(file).With("package.json", old, changed);
        Assert.Empty(tree.LockDifferences(new NpmEcosystem()));
    }
}
