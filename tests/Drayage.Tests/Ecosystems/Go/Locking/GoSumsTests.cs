using Drayage.Ecosystems.Go;
using Xunit;

namespace Drayage.Tests.Ecosystems.Go.Locking;

/// <summary><c>go.sum</c> against <c>go.mod</c>.</summary>
public sealed class GoSumsTests
{
    private static ForeignTree Create() => new()
    {
        {
            "go.mod",
            """
            module harbour.example/api

            go 1.21

            require (
            	golang.org/x/text v0.14.0
            	harbour.example/tide v1.2.0
            	harbour.example/forked v1.0.0
            	harbour.example/local v1.0.0
            	harbour.example/own v0.0.0
            )

            require golang.org/x/sys v0.15.0 // indirect

            replace harbour.example/forked => fork.example/forked v1.0.1

            replace harbour.example/local v1.0.0 => ../local
            """
        },
        { "own/go.mod", "module harbour.example/own\n" },
        { "main.go", "package main\n" },
        {
            "go.sum",
            """
            fork.example/forked v1.0.1 h1:a=
            fork.example/forked v1.0.1/go.mod h1:a=
            golang.org/x/sys v0.15.0/go.mod h1:a=
            golang.org/x/text v0.14.0 h1:a=
            golang.org/x/text v0.14.0/go.mod h1:a=
            harbour.example/tide v1.2.0 h1:a=
            harbour.example/tide v1.2.0/go.mod h1:a=

            """
        },
    };

    [Fact]
    public void A_sum_for_each_required_module_is_fresh()
    {
        using var tree = Create();
        var compared = Assert.Single(tree.CompareLocks(new GoEcosystem()));
        Assert.Empty(compared.Differences);
        Assert.Equal("go mod tidy", compared.Command);
    }

    [Theory]
    [InlineData("go.mod", "text v0.14.0", "text v0.15.0", "go.mod:6 requires golang.org/x/text v0.15.0, go.sum has v0.14.0")]
    [InlineData("go.mod", "sys v0.15.0", "sys v0.16.0", "go.mod:13 requires golang.org/x/sys v0.16.0, go.sum has v0.15.0")]
    [InlineData("go.mod", "forked v1.0.1", "forked v1.0.2", "go.mod:8 requires fork.example/forked v1.0.2, go.sum has v1.0.1")]
    [InlineData("go.mod", "harbour.example/tide", "harbour.example/ebb", "go.mod:7 requires harbour.example/ebb v1.2.0, which go.sum does not have")]
    [InlineData("go.sum", "harbour.example/tide v1.2.0 h1:a=\n", "", "go.mod:7 requires harbour.example/tide v1.2.0, go.sum has no checksum of its contents")]
    public void A_module_without_its_sums_is_told(string path, string old, string changed, string told)
    {
        using var tree = Create();
        Assert.Equal([told], tree.With(path, old, changed).LockDifferences(new GoEcosystem()));
    }

    [Fact]
    public void Sums_of_the_workspace_count_for_its_modules()
    {
        using var tree = Create().With("go.sum", "harbour.example/tide v1.2.0 h1:a=\nharbour.example/tide v1.2.0/go.mod h1:a=\n", "");
        tree.Add("go.work", "go 1.21\nuse .\n");
        tree.Add("go.work.sum", "harbour.example/tide v1.2.0 h1:a=\nharbour.example/tide v1.2.0/go.mod h1:a=\n");
        Assert.Empty(tree.LockDifferences(new GoEcosystem()));
    }

    [Fact]
    public void A_missing_file_is_told_where_sums_are_needed()
    {
        using var tree = new ForeignTree
        {
            { "tool/go.mod", "module harbour.example/tool\nrequire golang.org/x/text v0.14.0\n" },
            { "plain/go.mod", "module harbour.example/plain\n" },
        };
        var compared = Assert.Single(tree.CompareLocks(new GoEcosystem()));
        Assert.Equal("tool/go.mod:2 requires golang.org/x/text v0.14.0, and there is no go.sum", Assert.Single(compared.Differences).ToString());
        Assert.Equal("cd tool && go mod tidy", compared.Command);
    }
}
