using System.Collections.Immutable;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Platform.Processes;

public sealed class CommandTextTests
{
    private const string Tricky = "ab'\"\\$`!*?[]{}()<>|&;~#= \t\n\r%^ü€\u0001-";

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("--key=value", "--key=value")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("~", "'~'")]
    [InlineData("=cmd", "'=cmd'")]
    public void A_word_is_quoted_only_where_needed(string word, string expected) =>
        Assert.Equal(expected, CommandText.Quote(word));

    [Fact]
    public void Environment_changes_are_part_of_the_line_and_secrets_are_not()
    {
        var spec = Spec("cargo", "publish") with
        {
            Environment = Changes(("B", "x y"), ("A", null), ("C", "")),
            SecretEnvironment = ImmutableSortedDictionary<string, Secret>.Empty.Add("TOKEN", new Secret("hunter2000")),
        };
        Assert.Equal("env -u A B='x y' C= TOKEN=\"$TOKEN\" cargo publish", CommandText.Render(spec));
    }

    [Fact]
    public void A_nul_character_is_refused() => Assert.Throws<ArgumentException>(() => CommandText.Quote("a\0b"));

    [Fact]
    public async Task Bash_reads_back_the_very_arguments()
    {
        var word = Gen.Elements(Tricky.ToCharArray()).ListOf().Select(characters => string.Concat(characters));
        var words = Gen.Sample(word.ArrayOf(), 200, 12).ToList();
        // One bash for all samples: each rendered line prints its arguments, NUL-terminated, and a record mark.
        var script = string.Join('\n', words.Select(sample => CommandText.Render(Spec("printf", ["%s\\0", "", .. sample, "END"]))));

        var output = (await Peer.Require("bash").RunAsync("-c", script)).Succeeded().Output;

        var expected = string.Concat(words.Select(sample => string.Concat(sample.Prepend("").Append("END").Select(text => text + "\0"))));
        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task Bash_applies_the_environment_changes()
    {
        var spec = Spec("printenv", "ODD-NAME", "VALUE") with
        {
            Environment = Changes(("ODD-NAME", "it's"), ("VALUE", Tricky), ("GONE", null)),
        };
        var output = (await Peer.Require("bash").RunAsync("-c", CommandText.Render(spec))).Succeeded().Output;
        Assert.Equal("it's\n" + Tricky + "\n", output);
    }

    private static ProcessSpec Spec(string program, params IEnumerable<string> arguments) =>
        new() { Program = program, Arguments = [.. arguments], WorkingDirectory = Path.GetTempPath() };

    private static ImmutableSortedDictionary<string, string?> Changes(params (string Name, string? Value)[] changes) =>
        changes.ToImmutableSortedDictionary(change => change.Name, change => change.Value);
}
