using Drayage.Formats.Toml;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Toml;

public sealed class TomlTableTests
{
    private const string Manifest = """
        # workspace
        [workspace]
        members = ["a", 'b']
        package.version = "1.2.3"

        [workspace.dependencies]
        core = { path = "core", version = "0.1" }

        [[bin]]
        name = "one"
        [[bin]]
        name = "two"
        """;

    private static readonly TomlTable Root = TomlDocument.Parse(Manifest, "Cargo.toml").Root;

    [Fact]
    public void Find_follows_headers_dotted_keys_and_inline_tables()
    {
        Assert.Equal("1.2.3", Assert.IsType<TomlString>(Root.Find("workspace", "package", "version")).Value);
        Assert.Equal("core", Assert.IsType<TomlString>(Root.Find("workspace", "dependencies", "core", "path")).Value);
        Assert.Null(Root.Find("workspace", "members", "x"));
        Assert.Null(Root.Find("package", "version"));
    }

    [Fact]
    public void Values_and_keys_know_their_places()
    {
        Assert.Equal("Cargo.toml:4:19", Root.Find("workspace", "package", "version")!.At.ToString());
        Assert.Equal("Cargo.toml:3:1", Root.GetTable("workspace")!.KeyAt("members")!.ToString());
        Assert.Equal("Cargo.toml:2:1", Root.GetTable("workspace")!.At.ToString());
        Assert.Equal(["Cargo.toml:9:1", "Cargo.toml:11:1"], Root.GetTables("bin").Select(bin => bin.At.ToString()));
    }

    [Fact]
    public void Typed_getters_return_nothing_for_an_absent_key()
    {
        Assert.Null(Root.GetString("name"));
        Assert.Null(Root.GetBoolean("name"));
        Assert.Null(Root.GetInteger("name"));
        Assert.Null(Root.GetArray("name"));
        Assert.Null(Root.GetTable("name"));
        Assert.Empty(Root.GetStrings("name"));
        Assert.Empty(Root.GetTables("name"));
        Assert.False(Root.TryGet("name", out _));
    }

    [Fact]
    public void A_value_of_another_kind_is_refused_with_its_place()
    {
        var error = Assert.Throws<ReleaseException>(() => Root.GetTable("workspace")!.GetString("members"));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Equal("cannot use 'members' of Cargo.toml", error.Message);
        Assert.Equal("Cargo.toml:3:11: found an array, expected a string", error.Because);
        var item = Assert.Throws<ReleaseException>(() => Root.GetStrings("bin"));
        Assert.Equal("Cargo.toml:9:1: found a table, expected an array of strings", item.Because);
    }

    [Fact]
    public void Strings_come_in_order() =>
        Assert.Equal(["a", "b"], Root.GetTable("workspace")!.GetStrings("members").Select(member => member.Value));

    [Fact]
    public void Keys_come_in_the_order_of_first_mention() => Assert.Equal(["workspace", "bin"], Root.Keys);
}
