using System.Text.Json.Nodes;
using Drayage.Formats.Toml;
using Drayage.Model;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Formats.Toml;

public sealed class TomlPropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(400);

    private static Arbitrary<int> Seeds => ArbMap.Default.ArbFor<int>();

    [Fact]
    public void Every_value_stands_where_it_says() => Check((document, _) =>
    {
        foreach (var (_, value) in Leaves(document.Root, []))
        {
            var written = document.Text[value.Span.Start..value.Span.End];
            Assert.True(JsonNode.DeepEquals(TomlModel.Of(value), TomlModel.Of($"v = {written}")["v"]), written);
            Assert.Equal(value.At, document.Source.At(value.Span.Start));
        }
    });

    [Fact]
    public void Setting_a_value_changes_its_characters_only() => Check((document, seed) =>
    {
        if (PickLeaf(document, seed) is not var (path, value))
            return;
        var text = $"new \"v\"\n'{seed}' \\ é";
        var editor = document.Edit().SetString(path, text);
        Assert.StartsWith(document.Text[..value.Span.Start], editor.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(document.Text[value.Span.End..], editor.ToString(), StringComparison.Ordinal);
        var expected = TomlModel.Of(document.Root);
        Replace(expected, path, JsonValue.Create(text));
        AssertModel(expected, editor);
    });

    [Fact]
    public void Adding_a_key_adds_one_run_of_characters() => Check((document, seed) =>
    {
        var (path, table) = Pick([.. Tables(document.Root, [])], seed);
        TomlStep[] added = seed % 3 == 0 ? [.. path, "new table", "new-key"] : [.. path, "new-key"];
        var editor = document.Edit().SetInteger(added, 7);
        if (table is not { Count: 0, Kind: "an inline table" })
            AssertOneInsertion(document.Text, editor.ToString());
        var expected = TomlModel.Of(document.Root);
        var holder = (JsonObject)Locate(expected, path);
        if (seed % 3 == 0)
            holder["new table"] = new JsonObject { ["new-key"] = 7 };
        else
            holder["new-key"] = 7;
        AssertModel(expected, editor);
    });

    [Fact]
    public void Removing_leaves_the_rest_of_the_tree() => Check((document, seed) =>
    {
        var candidates = Leaves(document.Root, []).Concat(Tables(document.Root, []).Where(table => table.Path.Length > 0)
            .Select(table => (table.Path, (TomlValue)table.Table))).ToArray();
        if (candidates.Length == 0)
            return;
        var (path, _) = Pick(candidates, seed);
        var editor = document.Edit();
        Assert.True(editor.Remove(path));
        var expected = TomlModel.Of(document.Root);
        var holder = Locate(expected, path[..^1]);
        if (holder is JsonArray array)
            array.RemoveAt(path[^1].Index);
        else
            ((JsonObject)holder).Remove(path[^1].Key!);
        AssertModel(TomlModel.Prune(expected), editor, prune: true);
        Assert.True(IsSubsequence(editor.ToString(), document.Text));
    });

    [Fact]
    public void Damaged_documents_are_read_or_refused() => Prop.ForAll(Seeds, Seeds, (seed, damage) =>
    {
        var text = TomlMutation.Of(new RandomToml(seed).Write(), damage);
        try
        {
            Assert.Equal(text, TomlDocument.Parse(text, "doc.toml").Edit().ToString());
        }
        catch (ReleaseException refusal)
        {
            Assert.Equal(ExitCode.Usage, refusal.Code);
        }
    }).Check(Runs.WithMaxTest(4000));

    [Fact]
    public void Any_text_is_read_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var refusal = Record.Exception(() => TomlDocument.Parse(text.Get, "doc.toml"));
        Assert.True(refusal is null or ReleaseException, refusal?.ToString());
    }).Check(Runs.WithMaxTest(2000));

    [Fact]
    public void Any_string_survives_every_kind_of_quotes() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        if (text.Get.EnumerateRunes().Any(rune => rune.Value == 0xFFFD))
            return;
        foreach (var old in (string[])["''", "\"\"", "''''''", "\"\"\"\"\"\"", "'''\r\n'''", "1"])
        {
            var editor = TomlDocument.Parse($"v = {old}", "doc.toml").Edit().SetString(["v"], text.Get).SetString([text.Get], "k");
            Assert.Equal(text.Get == "v" ? "k" : text.Get, editor.Document.Root.GetString("v")!.Value);
        }
    }).Check(Runs);

    private static void Check(Action<TomlDocument, int> property) => Prop.ForAll(Seeds, Seeds, (seed, choice) =>
        property(TomlDocument.Parse(new RandomToml(seed).Write(), "doc.toml"), Math.Abs(choice % 10_000))).Check(Runs);

    private static IEnumerable<(TomlStep[] Path, TomlValue Value)> Leaves(TomlValue value, TomlStep[] path) => value switch
    {
        TomlTable table => table.Entries.SelectMany(entry => Leaves(entry.Value, [.. path, entry.Key])),
        TomlArray array => array.Items.SelectMany((item, i) => Leaves(item, [.. path, i])),
        _ => [(path, value)],
    };

    private static IEnumerable<(TomlStep[] Path, TomlTable Table)> Tables(TomlValue value, TomlStep[] path) => value switch
    {
        TomlTable table => table.Entries.SelectMany(entry => Tables(entry.Value, [.. path, entry.Key])).Prepend((path, table)),
        TomlArray array => array.Items.SelectMany((item, i) => Tables(item, [.. path, i])),
        _ => [],
    };

    private static (TomlStep[] Path, TomlValue Value)? PickLeaf(TomlDocument document, int seed) =>
        Leaves(document.Root, []).ToArray() is { Length: > 0 } leaves ? Pick(leaves, seed) : null;

    private static T Pick<T>(T[] items, int seed) => items[seed % items.Length];

    private static JsonNode Locate(JsonNode node, TomlStep[] path) =>
        path.Aggregate(node, (at, step) => step.Key is null ? at[step.Index]! : at[step.Key]!);

    private static void Replace(JsonNode root, TomlStep[] path, JsonNode value)
    {
        var holder = Locate(root, path[..^1]);
        if (path[^1].Key is { } key)
            holder[key] = value;
        else
            holder[path[^1].Index] = value;
    }

    private static void AssertModel(JsonNode expected, TomlEditor editor, bool prune = false)
    {
        var actual = TomlModel.Of(editor.Document.Root);
        if (prune)
            TomlModel.Prune(actual);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{editor}\nexpected {expected.ToJsonString()}\nfound    {actual.ToJsonString()}");
    }

    private static void AssertOneInsertion(string before, string after)
    {
        var prefix = before.AsSpan().CommonPrefixLength(after);
        Assert.EndsWith(before[prefix..], after, StringComparison.Ordinal);
        Assert.True(after.Length > before.Length);
    }

    private static bool IsSubsequence(string part, string whole)
    {
        var matched = 0;
        foreach (var c in whole)
        {
            if (matched < part.Length && part[matched] == c)
                matched++;
        }
        return matched == part.Length;
    }
}
