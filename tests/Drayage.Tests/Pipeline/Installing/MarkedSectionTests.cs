using System.Text;
using Drayage.Model;
using Drayage.Pipeline.Installing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Pipeline.Installing;

public sealed class MarkedSectionTests
{
    private const string Text = "**Python package**\n\n```sh\npip install tide==1.4.0\n```\n";

    [Fact]
    public void Bytes_outside_the_marks_are_kept_and_a_second_writing_changes_nothing() =>
        Prop.ForAll(Outside(), Outside(), Contents(), (before, after, content) =>
        {
            var file = Join(before, "\n", MarkedSection.Begin, "\nold\n", MarkedSection.End, "\n", after);

            var written = MarkedSection.Find(file, "README.md").With(content);

            Assert.True(written.AsSpan().StartsWith(before));
            Assert.True(written.AsSpan().EndsWith(after));
            Assert.Equal(written, MarkedSection.Find(written, "README.md").With(content));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_without_marks_gets_a_section_at_its_end() =>
        Prop.ForAll(Outside(), Contents(), (before, content) =>
        {
            var written = MarkedSection.Find(before, "README.md").With(content);

            Assert.True(written.AsSpan().StartsWith(before));
            Assert.Contains("## Install", Encoding.Latin1.GetString(written), StringComparison.Ordinal);
            Assert.Equal(written, MarkedSection.Find(written, "README.md").With(content));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_section_takes_the_line_ending_of_its_file()
    {
        var written = Encoding.UTF8.GetString(MarkedSection.Find("# Tide\r\n"u8, "README.md").With(Text));

        Assert.Equal(written.Count(c => c == '\n'), written.Split("\r\n").Length - 1);
        Assert.StartsWith("# Tide\r\n\r\n## Install\r\n\r\n<!-- drayage install: begin -->\r\n\r\n**Python", written, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_code_block_shows_is_no_mark()
    {
        var shown = $"# Tide\n\n````md\n```\n{MarkedSection.Begin}\n```\n{MarkedSection.End}\n````\n";

        Assert.Equal(0, MarkedSection.Find(Encoding.UTF8.GetBytes(shown), "README.md").Line);
        Assert.Equal(10, MarkedSection.Find(Encoding.UTF8.GetBytes($"{shown}\n{MarkedSection.Begin}\n{MarkedSection.End}\n"), "README.md").Line);
    }

    [Theory]
    [InlineData("b", "README.md:1:1: '<!-- drayage install: begin -->' has no '<!-- drayage install: end -->' after it")]
    [InlineData("e", "README.md:1:1: '<!-- drayage install: end -->' has no")]
    [InlineData("be-be", "README.md:4:1: there is more than one section")]
    [InlineData("bbe", "README.md:2:1: a second section begins")]
    public void Marks_that_are_no_pair_are_refused_by_line(string marks, string because)
    {
        var file = string.Join('\n', marks.Select(mark => mark switch { 'b' => MarkedSection.Begin, 'e' => MarkedSection.End, _ => "" }));

        var refused = Assert.Throws<ReleaseException>(() => MarkedSection.Find(Encoding.UTF8.GetBytes(file), "README.md"));

        Assert.StartsWith(because, refused.Because, StringComparison.Ordinal);
    }

    /// <summary>Any bytes in lines, without what would open a code block.</summary>
    private static Arbitrary<byte[]> Outside() =>
        Gen.Elements([.. "ab# \n\n\r-"u8.ToArray(), (byte)0xFF, (byte)0xC3, (byte)0xA4, (byte)0]).ArrayOf().ToArbitrary();

    private static Arbitrary<string> Contents() => Gen.Elements("a", "ä", "\n", "**b**", "```sh\nx\n```").ListOf().Select(parts => string.Join('\n', parts) + "\n").ToArbitrary();

    private static byte[] Join(params object[] parts) => [.. parts.SelectMany(part => part as byte[] ?? Encoding.UTF8.GetBytes((string)part))];
}
