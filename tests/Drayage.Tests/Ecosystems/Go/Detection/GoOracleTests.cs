using Drayage.Ecosystems.Go.Detection;
using Drayage.Model.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Go.Detection;

/// <summary>Holds detection against what the go command itself says of the same generated tree.</summary>
public sealed class GoOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TheExecutablesAreThoseOfGoList(int seed)
    {
        var go = Peer.Require("go").With("GOFLAGS", "-mod=mod").With("GOPROXY", "off").With("GOWORK", "off").With("GO111MODULE", "on");
        using var tree = Generate(new Random(seed));

        foreach (var package in tree.Detect(new GoDetector()).Packages)
        {
            var listed = (await go.In(Path.Combine(tree.Root, package.Directory))
                .RunAsync("list", "-e", "-f", "{{if and (eq .Name \"main\") .GoFiles}}{{.Dir}} {{.Target}}{{end}}", "./...")).Succeeded();

            var expected = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Select(parts => $"{Path.GetRelativePath(tree.Root, parts[0]).Replace('\\', '/')} {Path.GetFileName(parts[1])}");
            var actual = package.Products.Where(product => product.Kind == ProductKind.Binary)
                .Select(product => $"{product.Path ?? (package.Directory.Length == 0 ? "." : package.Directory)} {product.Name}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
    }

    private static ForeignTree Generate(Random random)
    {
        string[] elements = ["cmd", "internal", "pkg", "testdata", "vendor", "_x", ".y", "v2", "v1", "agent", "server", "tools"];
        var tree = new ForeignTree();
        var directories = new HashSet<string> { "" };
        for (var i = 0; i < 60; i++)
        {
            var parent = directories.ElementAt(random.Next(directories.Count));
            var name = elements[random.Next(elements.Length)];
            directories.Add(parent.Length == 0 ? name : $"{parent}/{name}");
        }

        foreach (var directory in directories)
        {
            var prefix = directory.Length == 0 ? "" : directory + "/";
            if (directory.Length == 0 || random.Next(8) == 0)
                tree.Add(prefix + "go.mod", $"module example.com/{(directory.Length == 0 ? "root" : "root/" + directory)}\n\ngo 1.18\n");
            var isMain = random.Next(2) == 0;
            // The go command lists a main package without a main function too; such a directory is not made here.
            var hasEntry = random.Next(4) > 0;
            if (hasEntry)
                tree.Add(prefix + "a.go", Source(random, isMain ? "main" : "lib", isMain));
            if (hasEntry && random.Next(3) == 0)
                tree.Add(prefix + "b.go", Source(random, isMain ? "main" : "lib", withMain: false));
            if (random.Next(4) == 0)
                tree.Add(prefix + "gen.go", "//go:build ignore\n\n" + Source(random, "main", withMain: true));
            if (random.Next(4) == 0)
                tree.Add(prefix + "a_test.go", Source(random, "main", withMain: false));
            if (random.Next(4) == 0)
                tree.Add(prefix + "_draft.go", Source(random, "main", withMain: true));
        }

        return tree;
    }

    private static string Source(Random random, string package, bool withMain) =>
        random.Next(3) switch
        {
            0 => "// Copyright nobody.\n/* package wrong */\n\n",
            1 => "/*\npackage wrong\n*/ ",
            _ => "",
        } + $"package {package}\n" + (withMain ? "\nfunc main() {\n}\n" : "");
}
