using System.Text.Json;
using Drayage.Ecosystems.Helm.Building;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Helm.Building;

public sealed class HelmIgnoreTests
{
    [Theory]
    [InlineData("*.bak", "a.bak", true)]
    [InlineData("*.bak", "deep/er/a.bak", true)]
    [InlineData("ci/", "ci/values.yaml", true)]
    [InlineData("ci/", "deep/ci/values.yaml", true)]
    [InlineData("ci/", "ci", false)]
    [InlineData("/ci", "deep/ci", false)]
    [InlineData("/ci", "ci", true)]
    [InlineData("deep/*.md", "deep/a.md", true)]
    [InlineData("deep/*.md", "deep/er/a.md", false)]
    [InlineData("  # not a rule", "# not a rule", false)]
    [InlineData("", "templates/.swp", true)]
    [InlineData("", "templates/deep/.swp", false)]
    [InlineData("", ".helmignore", false)]
    [InlineData("!*.yaml", "a.yaml", false)]
    [InlineData("!*.yaml", "a.txt", true)]
    public void Rules_are_read_as_helm_reads_them(string rules, string path, bool expected) =>
        Assert.Equal(expected, HelmIgnore.Parse(rules, ".helmignore").Ignores(path));

    [Fact]
    public void A_double_star_is_refused_with_its_place()
    {
        var refused = Assert.Throws<ReleaseException>(() => HelmIgnore.Parse("*.bak\ndocs/**\n", "c/.helmignore"));
        Assert.StartsWith("c/.helmignore:2:1:", refused.Because);
    }

    /// <summary>Helm is written in Go and matches with Go's own function.</summary>
    [Fact]
    public async Task Patterns_match_as_in_go()
    {
        string[] patterns = ["*", "a*", "*a", "a*b*c", "?", "a?c", "[a-c]", "[^a-c]", "[abc]x", "a/b", "a/*", "*/b", "a\\*b", "[]a]", "[a-]", "**", "{a,b}", "a[", "[-a]", ".*", "[a-b-c]", "*[0-9].tgz"];
        string[] names = ["", "a", "b", "ab", "abc", "aXbYc", "a/b", "a/", "x", "bx", "a*b", "]", "-", ".a", "{a,b}", "n-1.tgz", "a/b/c", "c", "a["];
        using var work = new TemporaryDirectory();
        var program = work.Write("main.go", """
            package main

            import ("encoding/json"; "fmt"; "os"; "path/filepath")

            func main() {
                var q [2][]string
                json.NewDecoder(os.Stdin).Decode(&q)
                out := [][]int{}
                for _, p := range q[0] {
                    row := []int{}
                    for _, n := range q[1] {
                        ok, err := filepath.Match(p, n)
                        if err != nil { row = append(row, -1) } else if ok { row = append(row, 1) } else { row = append(row, 0) }
                    }
                    out = append(out, row)
                }
                b, _ := json.Marshal(out)
                fmt.Println(string(b))
            }
            """);
        var go = Peer.Require("go").In(work.Path).With("GO111MODULE", "off").With("GOFLAGS", "");
        var answer = await go.RunAsync(["run", program], JsonSerializer.Serialize(new[] { patterns, names }));
        var expected = JsonSerializer.Deserialize<int[][]>(answer.Succeeded().Output)!;
        var differences = from p in Enumerable.Range(0, patterns.Length)
                          from n in Enumerable.Range(0, names.Length)
                          where expected[p][n] >= 0 && PathMatch.Matches(patterns[p], names[n]) != (expected[p][n] == 1)
                          select $"{patterns[p]} on {names[n]}: Go says {expected[p][n]}";
        Assert.Empty(differences);
    }
}
