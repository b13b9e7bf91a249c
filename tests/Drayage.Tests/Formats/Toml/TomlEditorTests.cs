using Drayage.Formats.Toml;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Toml;

public sealed class TomlEditorTests
{
    public static TheoryData<string, TomlStep[], string> Replacements => new()
    {
        { "[package]\nversion = \"1.0.0\" # keep\n", ["package", "version"], "[package]\nversion = \"NEW\" # keep\n" },
        { "[package]\nversion='1.0.0'\n", ["package", "version"], "[package]\nversion='NEW'\n" },
        { "version = \"\"\"\n1.0\n\"\"\"\n", ["version"], "version = \"\"\"\nNEW\"\"\"\n" },
        { "version = '''1.0'''", ["version"], "version = '''NEW'''" },
        { "a = { version = \"1\", b.c = [ \"x\", {d = 'y'} ] }\r\n", ["a", "b", "c", 1, "d"], "a = { version = \"1\", b.c = [ \"x\", {d = 'NEW'} ] }\r\n" },
        { "a = { version = \"1\", x = 2 }\n", ["a", "version"], "a = { version = \"NEW\", x = 2 }\n" },
        { "[[p]]\nn = \"a\"\n[[p]]\nn = \"b\"\n", ["p", 1, "n"], "[[p]]\nn = \"a\"\n[[p]]\nn = \"NEW\"\n" },
        { "a.\"b c\" . d = 1\n", ["a", "b c", "d"], "a.\"b c\" . d = \"NEW\"\n" },
        { "\uFEFFa = 1", ["a"], "\uFEFFa = \"NEW\"" },
        { "list = [\n  'a', # first\n  'b',\n]\n", ["list", 0], "list = [\n  'NEW', # first\n  'b',\n]\n" },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public void Replaces_a_value_and_nothing_else(string text, TomlStep[] path, string expected) =>
        Assert.Equal(expected, Edit(text).SetString(path, "NEW").ToString());

    public static TheoryData<string, TomlStep[], string> Additions => new()
    {
        // Into a section: behind its last key, with its indentation, spacing and line ends.
        { "[a]\nx = 1 # c\n\n[b]\ny = 2\n", ["a", "k"], "[a]\nx = 1 # c\nk = \"v\"\n\n[b]\ny = 2\n" },
        { "[a]\r\n  x=1\r\n", ["a", "k"], "[a]\r\n  x=1\r\n  k=\"v\"\r\n" },
        { "[a]\nx = 1", ["a", "k"], "[a]\nx = 1\nk = \"v\"" },
        { "[a]\nx   = 1\nlong = 2\n", ["a", "k"], "[a]\nx   = 1\nlong = 2\nk = \"v\"\n" },
        { "[a]\nx    = 1\nlong = 2\n", ["a", "k"], "[a]\nx    = 1\nlong = 2\nk    = \"v\"\n" },
        { "[a]\n[b]\n", ["a", "k"], "[a]\nk = \"v\"\n[b]\n" },
        { "[a]\nl = [\n 1,\n]\n[b]\n", ["a", "k"], "[a]\nl = [\n 1,\n]\nk = \"v\"\n[b]\n" },
        { "[[p]]\nn = 1\n[[p]]\nn = 2\n", ["p", 0, "k"], "[[p]]\nn = 1\nk = \"v\"\n[[p]]\nn = 2\n" },
        // Into the root.
        { "x = 1\n\n[a]\n", ["k"], "x = 1\nk = \"v\"\n\n[a]\n" },
        { "[a]\n", ["k"], "k = \"v\"\n\n[a]\n" },
        { "# licence\n\n[a]\n", ["k"], "# licence\n\nk = \"v\"\n\n[a]\n" },
        { "# of a\n[a]\n", ["k"], "k = \"v\"\n\n# of a\n[a]\n" },
        { "", ["k"], "k = \"v\"\n" },
        { "# only", ["k"], "# only\nk = \"v\"\n" },
        { "\uFEFF[a]", ["k"], "\uFEFFk = \"v\"\n\n[a]" },
        // Into tables made by dotted keys, braces and longer headers.
        { "a.x = 1\nb = 2\n", ["a", "k"], "a.x = 1\na.k = \"v\"\nb = 2\n" },
        { "[t]\n\"a\" . x = 1\n", ["t", "a", "k"], "[t]\n\"a\" . x = 1\n\"a\".k = \"v\"\n" },
        { "a = { x = 1 }\n", ["a", "k"], "a = { x = 1, k = \"v\" }\n" },
        { "a = {x=1,y=2}\n", ["a", "k"], "a = {x=1,y=2,k=\"v\"}\n" },
        { "a = {}\n", ["a", "k"], "a = { k = \"v\" }\n" },
        { "a = {b.x = 1, c = 2}\n", ["a", "b", "k"], "a = {b.x = 1, b.k = \"v\", c = 2}\n" },
        { "# about b\n[a.b]\nx = 1\n", ["a", "k"], "[a]\nk = \"v\"\n\n# about b\n[a.b]\nx = 1\n" },
        { "[[p]]\n[p.q.r]\nx = 1\n[[p]]\n", ["p", 0, "q", "k"], "[[p]]\n[p.q]\nk = \"v\"\n\n[p.q.r]\nx = 1\n[[p]]\n" },
        // Tables that are missing on the way.
        { "[a]\nx = 1\n", ["workspace", "package", "k"], "[a]\nx = 1\n\n[workspace.package]\nk = \"v\"\n" },
        { "[a]\nx = 1", ["a", "b c", "k"], "[a]\nx = 1\n\n[a.\"b c\"]\nk = \"v\"\n" },
        { "", ["a", "k"], "[a]\nk = \"v\"\n" },
        { "[[p]]\nn = 1\n[[p]]\n", ["p", 0, "q", "k"], "[[p]]\nn = 1\nq.k = \"v\"\n[[p]]\n" },
        { "a = { x = 1 }\n", ["a", "b", "k"], "a = { x = 1, b.k = \"v\" }\n" },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public void Adds_a_key_in_the_style_of_its_neighbours(string text, TomlStep[] path, string expected)
    {
        var editor = Edit(text).SetString(path, "v");
        Assert.Equal(expected, editor.ToString());
        // The addition is where the path says: setting it again replaces it in place.
        Assert.Equal(expected.Replace("\"v\"", "\"w\""), editor.SetString(path, "w").ToString());
    }

    public static TheoryData<string, TomlStep[], string> Removals => new()
    {
        { "[a]\nx = 1 # c\ny = 2\n", ["a", "x"], "[a]\ny = 2\n" },
        { "x = [\n 1,\n]\ny = 2", ["x"], "y = 2" },
        { "a.x = 1\nb = 2\na.y = 3\n", ["a"], "b = 2\n" },
        { "a = { x = 1, y = 2, z = 3 }\n", ["a", "x"], "a = { y = 2, z = 3 }\n" },
        { "a = { x = 1, y = 2, z = 3 }\n", ["a", "y"], "a = { x = 1, z = 3 }\n" },
        { "a = { x = 1, y = 2, z = 3 }\n", ["a", "z"], "a = { x = 1, y = 2 }\n" },
        { "a = { x = 1 }\n", ["a", "x"], "a = {  }\n" },
        { "a = { x = 1, b.y = 2, b.z = 3 }\n", ["a", "b"], "a = { x = 1 }\n" },
        { "a = { b.y = 2, x = 1, b.z = 3 }\n", ["a", "b"], "a = { x = 1 }\n" },
        { "a = { b.y = 2, b.z = 3 }\n", ["a", "b"], "a = {  }\n" },
        { "a = [1, 2, 3]\n", ["a", 0], "a = [2, 3]\n" },
        { "a = [1, 2, 3]\n", ["a", 1], "a = [1, 3]\n" },
        { "a = [1, 2, 3]\n", ["a", 2], "a = [1, 2]\n" },
        { "a = [\n  1, # one\n  2, # two\n]\n", ["a", 1], "a = [\n  1, # one\n]\n" },
        { "a = [\n  1, # a, b\n  2\n]\n", ["a", 1], "a = [\n  1 # a, b\n]\n" },
        { "[a]\nx = 1\n\n[b]\ny = 2\n\n[a.c]\nz = 3\n", ["a"], "[b]\ny = 2\n" },
        { "[a]\nx = 1\n\n[b]\ny = 2\n", ["b"], "[a]\nx = 1\n" },
        { "[a.b]\nx = 1\n[a.c]\ny = 2\n", ["a"], "" },
        { "[[p]]\nn = 1\n[p.q]\nm = 1\n[[p]]\nn = 2\n", ["p", 0], "[[p]]\nn = 2\n" },
        { "[[p]]\nn = 1\n[[p]]\nn = 2\n[q]\n", ["p"], "[q]\n" },
        { "[a.b.c]\nz = 1\n[a]\nb.x = 1\nk = 2\n", ["a", "b"], "[a]\nk = 2\n" },
    };

    [Theory]
    [MemberData(nameof(Removals))]
    public void Removes_a_value_with_its_lines_or_comma(string text, TomlStep[] path, string expected)
    {
        var editor = Edit(text);
        Assert.True(editor.Remove(path));
        Assert.Equal(expected, editor.ToString());
        Assert.False(path[^1].Key is not null && editor.Remove(path));
    }

    [Theory]
    [InlineData("v = 'x'", "it's", "v = \"it's\"")]
    [InlineData("v = \"x\"", "a\"b\\c\n\t\u0001\u007F", "v = \"a\\\"b\\\\c\\n\\t\\u0001\\u007F\"")]
    [InlineData("v = \"\"\"x\"\"\"", "a\"\"\"\"b\nc\"", "v = \"\"\"a\"\"\\\"\"b\nc\\\"\"\"\"")]
    [InlineData("v = '''x'''", "a'", "v = \"\"\"a'\"\"\"")]
    [InlineData("v = '''\r\nx'''\r\n", "a\nb", "v = '''\r\na\r\nb'''\r\n")]
    public void Spells_any_text_in_quotes_that_hold_it(string text, string value, string expected)
    {
        var editor = Edit(text).SetString(["v"], value);
        Assert.Equal(expected, editor.ToString());
        Assert.Equal(value, editor.Document.Root.GetString("v")!.Value);
    }

    [Fact]
    public void Sets_values_of_other_kinds()
    {
        var editor = Edit("a = 1\nb = true\nc = [ 'x' ]\n").SetInteger(["a"], -2).SetBoolean(["b"], false).SetStrings(["c"], ["y", "z"]);
        Assert.Equal("a = -2\nb = false\nc = [\"y\", \"z\"]\n", editor.ToString());
    }

    [Theory]
    [InlineData("[package]\nversion.workspace = true\n", "doc.toml:2:1: found a table")]
    [InlineData("[package]\nversion = { workspace = true }\n", "doc.toml:2:11: found an inline table")]
    [InlineData("package = 1\n", "doc.toml:1:11: found an integer")]
    public void Refuses_to_overwrite_tables_or_to_pass_through_scalars(string text, string because)
    {
        var error = Assert.Throws<ReleaseException>(() => Edit(text).SetString(["package", "version"], "1"));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Equal("cannot set 'package.version' in doc.toml", error.Message);
        Assert.Equal(because, error.Because);
    }

    [Fact]
    public void An_absent_item_is_neither_set_nor_removed()
    {
        Assert.Throws<ReleaseException>(() => Edit("a = [1]").SetString(["a", 1], "x"));
        Assert.False(Edit("a = [1]").Remove(["a", 1]));
        Assert.False(Edit("a = [1]").Remove(["b"]));
    }

    private static TomlEditor Edit(string text) => TomlDocument.Parse(text, "doc.toml").Edit();
}
