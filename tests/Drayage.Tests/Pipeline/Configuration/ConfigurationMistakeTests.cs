using System.Globalization;
using System.Text;
using Drayage.Model;
using Drayage.Tests.Pipeline.StandIns;
using Xunit;

namespace Drayage.Tests.Pipeline.Configuration;

/// <summary>Every mistake is told with its place, what is wrong and what to write instead; all of them together.</summary>
public sealed class ConfigurationMistakeTests
{
    private const string Head = "schema: 1\nproject: tide\n";

    /// <summary>Text with ^ at the place of the mistake; message; hint.</summary>
    public static TheoryData<string, string, string?> Mistakes() => new()
    {
        { "schema: 1\nproject: tide\n^projct: x\ncomponents: {}\n", "unknown key 'projct' in drayage.yaml", "did you mean 'project'?" },
        { "schema: 1\nproject: tide\n^zzzzzz: x\ncomponents: {}\n", "unknown key 'zzzzzz' in drayage.yaml", "known keys: schema, project, repository, description, homepage, licence, version, version-files, tag, tagging, changelog, exclude, signing-key, public-key, journal, workflows, filters, destinations, components" },
        { "schema: ^2\nproject: tide\ncomponents: {}\n", "'2' is none of 1", null },
        { "^schema: 1\ncomponents: {}\n", "drayage.yaml lacks 'project'", "Name of the project." },
        { "^schema: 1\nproject: tide\n", "drayage.yaml lacks 'components'", "What the project releases, by id." },
        { "schema: 1\nproject: tide\n^project: tide\ncomponents: {}\n", "key 'project' stands twice in drayage.yaml", "first at line 2" },
        { "schema: 1\nproject: ^[a, b]\ncomponents: {}\n", "expected text, found a list", null },
        { "schema: 1\nproject:^\ncomponents: {}\n", "expected text, found nothing", null },
        { Head + "exclude: [ok, ^{ a: b }]\ncomponents: {}\n", "expected text, found a mapping", null },
        { Head + "components: ^[]\n", "expected components as a mapping of ids, found a list", null },
        { Head + "components: ^three\n", "expected components as a mapping of ids, found text", null },
        { Head + "components:\n  ^Tide_Cli: { ecosystem: cargo }\n", "'Tide_Cli' is no component id", "use lower-case letters, digits and inner dashes, at most 64" },
        { Head + "components:\n  ^tide-: { ecosystem: cargo }\n", "'tide-' is no component id", "use lower-case letters, digits and inner dashes, at most 64" },
        { Head + "components:\n  tide: ^cargo\n", "expected 'tide' under components to be a mapping, found text", null },
        { Head + "components:\n  ^tide: { path: . }\n", "'tide' under components lacks 'ecosystem'", "one of: cargo, container, go, python" },
        { Head + "components:\n  ^tide: { ecosytem: cargo }\n", "'tide' under components lacks 'ecosystem'", "is 'ecosytem' meant?" },
        { Head + "components:\n  tide: { ecosystem: ^cargoo }\n", "'cargoo' is no ecosystem", "did you mean 'cargo'?" },
        { Head + "components:\n  tide: { ecosystem: ^haskell }\n", "'haskell' is no ecosystem", "one of: cargo, container, go, python" },
        { Head + "components:\n  tide: { ecosystem: cargo, ^platfroms: [] }\n", "unknown key 'platfroms' in component of ecosystem cargo", "did you mean 'platforms'?" },
        { Head + "components:\n  tide: { ecosystem: cargo, platforms: [linux/amd64, ^linux] }\n", "'linux' is not a platform", null },
        { Head + "components:\n  tide: { ecosystem: cargo, mode: ^packed }\n", "'packed' is none of pack, publish", null },
        { Head + "components:\n  tide: { ecosystem: cargo, cgo: ^yes }\n", "expected true or false, found 'yes'", null },
        { Head + "components:\n  tide: { ecosystem: cargo, cgo: ^\"true\" }\n", "expected true or false, found 'true'", null },
        { Head + "components:\n  tide: { ecosystem: cargo, env: ^[A] }\n", "expected a mapping of names to text, found a list", null },
        { Head + "components:\n  tide: { ecosystem: cargo, env: { A: 1, ^A: 2 } }\n", "'A' stands twice", "first at line 4" },
        { Head + "components:\n  tide: { ecosystem: cargo, from: [^Tide!] }\n", "'Tide!' is no component id (lower-case letters, digits and inner dashes, at most 64)", null },
        { Head + "components:\n  tide: { ecosystem: cargo, path: ^../other }\n", "path '../other' leaves the repository", "name a directory inside the repository" },
        { Head + "components:\n  tide: { ecosystem: cargo, path: ^/etc }\n", "path '/etc' leaves the repository", "name a directory inside the repository" },
        { Head + "components:\n  tide: { ecosystem: cargo, path: ^a/../../b }\n", "path 'a/../../b' leaves the repository", "name a directory inside the repository" },
        { Head + "components:\n  ^tide: { ecosystem: cargo, to: [shelf] }\n", "component tide goes to 'shelf', which is no destination", "destinations: none" },
        { Head + "destinations:\n  shelf: { kind: shelf, place: x }\ncomponents:\n  ^tide: { ecosystem: cargo, to: shelv }\n", "component tide goes to 'shelv', which is no destination", "did you mean 'shelf'?" },
        { Head + "components:\n  tide: { ecosystem: cargo }\n  ^image: { ecosystem: container, from: tidy }\n", "component image needs 'tidy', which is no component", "did you mean 'tide'?" },
        { Head + "components:\n  ^tide: { ecosystem: cargo, needs: other }\n", "component tide needs 'other', which is no component", "components: tide" },
        { Head + "components:\n  tide: { ecosystem: cargo }\n  ^tide: { ecosystem: cargo }\n", "'tide' stands twice under components", "first at line 4" },
        { Head + "destinations:\n  shelf: ^{ kind: shelf }\ncomponents: {}\n", "destination of kind shelf lacks 'place'", "Where it is." },
        { Head + "destinations:\n  shelf: { kind: ^github }\ncomponents: {}\n", "'github' is no kind", "one of: shelf" },
        { Head + "destinations:\n  ^Shelf: { kind: shelf, place: x }\ncomponents: {}\n", "'Shelf' is no destination id", "use lower-case letters, digits and inner dashes" },
        { Head + "version: ^somewhere\ncomponents: {}\n", "'somewhere' does not say where a version stands", null },
        { Head + "version: ^shared\ncomponents: {}\n", "'shared' does not say where a version stands", null },
        { Head + "version: ^{ file: a }\ncomponents: {}\n", "expected where the version stands, found a mapping", null },
        { Head + "version: ^../VERSION~(.*)\ncomponents: {}\n", "version file '../VERSION' leaves the repository", "name a file inside the repository" },
        { Head + "version: ^a.txt~(\ncomponents: {}\n", "'(' is no regular expression that can be used here", "correct the pattern behind '~'" },
        { Head + "version: ^a.txt~v\\S+\ncomponents: {}\n", "'v\\S+' marks no version", "put the version, and nothing else, into brackets: (…); brackets that only hold something together are (?:…)" },
        { Head + "version-files: [^\"a.txt~(v|V)([0-9.]+)\"]\ncomponents: {}\n", "'(v|V)([0-9.]+)' marks 2 things as the version", null },
        { Head + "tag: ^release\ncomponents: {}\n", "tag template 'release' is not usable: it holds no version", "the version must stand in it exactly once, such as v{{ version }}" },
        { Head + "tag: ^\"{{ component }}-{{ version }}\"\ncomponents: {}\n", "the project's tag names a component", null },
        { Head + "components:\n  tide: { ecosystem: cargo, tag: ^\"v{{ version }}{{ version }}\" }\n", "tag template 'v{{ version }}{{ version }}' is not usable: the version stands in it twice", null },
        { Head + "components:\n  tide: { ecosystem: cargo, version: shared, tag: ^\"t-v{{ version }}\" }\n", "component tide has a tag of its own and shares the project's version", "remove 'version: shared', or the tag" },
        { Head + "components:\n  tide: { ecosystem: cargo, archive: { ^nam: x } }\n", "unknown key 'nam' in archive", "did you mean 'name'?" },
        { Head + "components:\n  tide: { ecosystem: cargo, archive: { format: ^rar } }\n", "'rar' is none of tar.gz, zip", null },
        { Head + "components:\n  tide: { ecosystem: cargo, archive: ^zip }\n", "expected archive as a mapping, found text", null },
        { Head + "signing-key: ^AAAAC3Nza\ncomponents: {}\n", "signing-key is no reference", "write file:PATH or env:NAME; a key never stands in the configuration" },
        { "^just text\n", "expected drayage.yaml as a mapping, found text", null },
        { "^- a\n- b\n", "expected drayage.yaml as a mapping, found a list", null },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place(string marked, string message, string? hint)
    {
        var refused = Refused(marked.Replace("^", "", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith($"drayage.yaml: {message}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(PlaceOf(marked), refused.Because);
        if (hint is not null)
            Assert.Equal(hint, refused.Hint);
    }

    [Fact]
    public void All_mistakes_are_told_together_in_the_order_of_the_file()
    {
        var refused = Refused("""
            schema: 1
            projct: tide
            destinations:
              shelf: { kind: shlf, place: x }
            components:
              Tide: { ecosystem: cargo }
              cli:
                ecosystem: cargo
                platforms: [amiga]
                to: [shelf, shell]
                bins: [a]
              image: { ecosystem: container, from: [cli, Tide], mode: fast }
            """);
        Assert.Equal("drayage.yaml has 9 mistakes", refused.Message);
        Assert.Equal("correct them and run: drayage check config", refused.Hint);
        var places = refused.Because!.Split('\n').Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]);
        Assert.Equal(
            ["drayage.yaml:1:1", "drayage.yaml:2:1", "drayage.yaml:4:18", "drayage.yaml:6:3", "drayage.yaml:7:3", "drayage.yaml:9:17", "drayage.yaml:11:5", "drayage.yaml:12:46", "drayage.yaml:12:59"],
            places);
    }

    [Fact]
    public void An_entry_that_is_wrong_in_itself_does_not_make_those_wrong_that_name_it()
    {
        var refused = Refused(Head + "destinations:\n  shelf: { kind: shlf }\ncomponents:\n  tide: { ecosystem: cargoo }\n  image: { ecosystem: container, from: tide, to: shelf }\n");
        Assert.Equal("drayage.yaml has 2 mistakes", refused.Message);
    }

    [Theory]
    [InlineData("components:\n\tide: {}\n", 2, 1, "the file holds a tab")]
    [InlineData("schema: 1\nproject: [tide\ncomponents: {}\n", 2, 10, "")]
    [InlineData("a: 1\nb: \"open\n", 2, 4, "")]
    [InlineData("a: &x [*x]\n", 1, 8, "")]
    [InlineData("a: *gone\n", 1, 4, "")]
    [InlineData("? [a]\n: b\n", 1, 3, "")]
    [InlineData("a: 1\n---\nb: 2\n", 2, 1, "")]
    [InlineData("a: 1\n b: 2\n", 2, 3, "")]
    public void Malformed_text_is_told_with_its_place(string text, int line, int column, string hint)
    {
        var refused = Refused(text);
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Equal("drayage.yaml is no valid YAML", refused.Message);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"drayage.yaml:{line}:{column}: "), refused.Because, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_points_to_init(string text)
    {
        var refused = Refused(text);
        Assert.Equal("drayage.yaml is empty", refused.Message);
        Assert.Contains("drayage init", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_would_grow_without_bound_are_refused_soon()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 30; level++)
            text.AppendLine(CultureInfo.InvariantCulture, $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]");
        Assert.Contains("more than 100000 values", Refused(text.ToString()).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var refused = Refused(string.Concat(Enumerable.Repeat("[", 5000)));
        Assert.Contains("nested deeper than 64 levels", refused.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Byte_order_mark_and_line_ends_do_not_matter(string end)
    {
        var text = "\uFEFF" + "schema: 1\nproject: tide\nzzz: 1\ncomponents: {}\n".Replace("\n", end, StringComparison.Ordinal);
        Assert.Equal("drayage.yaml:3:1", Refused(text).Because);
        var settings = StandInParts.Configuration.Read(text.Replace("zzz: 1" + end, "", StringComparison.Ordinal), "drayage.yaml");
        Assert.Equal("tide", settings.Project);
    }

    [Fact]
    public void Anchors_stand_for_what_they_name()
    {
        var settings = StandInParts.Configuration.Read(
            Head + "components:\n  one: { ecosystem: go, platforms: &all [linux/arm64, linux/amd64] }\n  two: { ecosystem: go, platforms: *all }\n", "drayage.yaml");
        Assert.Equal(((StandInSettings)settings.Components[0].Own).Platforms, ((StandInSettings)settings.Components[1].Own).Platforms);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        string[] pieces = ["a", ": ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", "\"", "'", "&x ", "*x", "|", ">", "#", "? ", "\t", "---\n", "...\n", "!t ", "%", "@", "schema", "components"];
        var random = new Random(20260801);
        for (var run = 0; run < 3000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                StandInParts.Configuration.Read(text, "drayage.yaml");
            }
            catch (ReleaseException)
            {
                continue;
            }
            catch (Exception other)
            {
                Assert.Fail($"{text}\n{other}");
            }
        }
    }

    private static ReleaseException Refused(string text) =>
        Assert.Throws<ReleaseException>(() => StandInParts.Configuration.Read(text, "drayage.yaml"));

    private static string PlaceOf(string marked)
    {
        var before = marked[..marked.IndexOf('^', StringComparison.Ordinal)];
        var line = before.Count(c => c == '\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"drayage.yaml:{line}:{before.Length - before.LastIndexOf('\n')}");
    }
}
