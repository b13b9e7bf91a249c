using Drayage.Pipeline.Affected;
using Drayage.Testing.Micromatch;
using Xunit;

namespace Drayage.Tests.Pipeline.Affected;

/// <summary>
/// Lists of globs pick what micromatch picks. Two habits of micromatch are left out, in which bash and minimatch are followed: it takes
/// <c>[!a]</c> for a set with an exclamation mark, and a <c>!(a|b)</c> that begins a glob for a negation of what follows.
/// </summary>
public sealed class FilterGlobPeerTests
{
    private const int Lists = 1500;

    private static readonly string[] Globs =
    [
        "**", "*", "**/*", "*.md", "**/*.md", "docs/**", "docs/*", "docs/**/*.md", "src/**", "src/*.{rs,go}", "src/**/*.{rs,go}", "**/Cargo.{toml,lock}", "src/*/lib.rs",
        ".github/**", "**/.*", "**/*.y{,a}ml", "tests/**/[a-m]*.rs", "tests/**/[^a-m]*.rs", "docs/guide.md", "src/core/**/*", "@(src|tests)/**",
        "src/!(core)/*.rs", "src/core/?(*.)rs", "lib+(a|b)/**", "**/mod.rs", "**/deep/**", "README.md", "docs", "src/", "x[1-3].txt", "x{1..3}.txt", "tests/*(a|b).rs", "../other/**", "./docs/**", "***", "a**", "**a/b",
    ];

    private static readonly string[] Paths =
    [
        "README.md", "Cargo.toml", "Cargo.lock", ".gitignore", ".github/workflows/release.yml", ".github/dependabot.yaml", "docs/guide.md", "docs/drafts/idea.md", "docs/img/a.png", "docs/.hidden/b.md",
        "src/main.rs", "src/main.go", "src/core/lib.rs", "src/core/deep/mod.rs", "src/core/Cargo.toml", "src/wire/lib.rs", "src/wire/deep/more/mod.rs", "src/core.rs", "tests/a.rs", "tests/ab.rs", "tests/one/zeta.rs",
        "tests/one/beta.rs", "liba/x", "libab/x", "lib/x", "x1.txt", "x4.txt", "config.yml", "deep/a", "one/deep/b", "src/core/rs", "docs2/guide.md", "aa/b", "a/b",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lists_pick_what_micromatch_picks(bool matchDotFiles)
    {
        var chance = new Random(20);
        var lists = Globs.Select(glob => new[] { glob })
            .Concat(Globs.Select(glob => new[] { "!" + glob }))
            .Concat(Enumerable.Range(0, Lists).Select(_ => List(chance)))
            .ToArray();

        var expected = await MicromatchLists.PickAsync(lists, Paths, matchDotFiles);

        var differences = from at in Enumerable.Range(0, lists.Length)
                          let glob = new FilterGlob([.. lists[at]], matchDotFiles)
                          from path in Paths
                          where glob.Matches(path) != expected[at].Contains(path)
                          select $"{string.Join(' ', lists[at])} on {path}: micromatch says {expected[at].Contains(path)}";
        Assert.Empty(differences);
    }

    private static string[] List(Random chance) =>
        [.. Enumerable.Range(0, chance.Next(1, 5)).Select(_ => (chance.Next(3) == 0 ? "!" : "") + Globs[chance.Next(Globs.Length)])];
}
