using Drayage.Registries.Storage;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Registries.Storage;

public sealed class FileNamesTests
{
    [Fact]
    public void Every_text_comes_back() => Prop
        .ForAll<string>(text => text is null || HasLoneSurrogate(text) || FileNames.Decode(FileNames.Encode(text)) == text)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_leaves_its_directory_or_differs_by_case_only() => Prop
        .ForAll<string>(text => text is null || IsSafe(FileNames.Encode(text)))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("..", "%2e.")]
    [InlineData(".", "%2e")]
    [InlineData("a/b", "a%2fb")]
    [InlineData("Sample-1.0+x_y.whl", "!sample-1.0+x_y.whl")]
    [InlineData("!", "%21")]
    public void Names_are_spelt_so(string name, string expected) => Assert.Equal(expected, FileNames.Encode(name));

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD) || text.Any(char.IsSurrogate);

    private static bool IsSafe(string segment) =>
        !segment.StartsWith('.') && segment.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || "._-+!%".Contains(letter));
}
