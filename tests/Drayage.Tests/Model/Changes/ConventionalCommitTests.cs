using System.Text.RegularExpressions;
using Drayage.Model.Changes;
using Xunit;

namespace Drayage.Tests.Model.Changes;

public sealed class ConventionalCommitTests
{
    // The examples of conventionalcommits.org/en/v1.0.0, and what people write beside.
    [Theory]
    [InlineData("feat: allow provided config object to extend other configs", "feat", null, "allow provided config object to extend other configs", false)]
    [InlineData("feat!: send an email to the customer when a product is shipped", "feat", null, "send an email to the customer when a product is shipped", true)]
    [InlineData("feat(api)!: send an email", "feat", "api", "send an email", true)]
    [InlineData("FEAT(Lang): add Polish", "feat", "Lang", "add Polish", false)]
    [InlineData("fix(a/b, c): x: y", "fix", "a/b, c", "x: y", false)]
    [InlineData("Speak of moons", "", null, "Speak of moons", false)]
    [InlineData("feat:no blank", "", null, "feat:no blank", false)]
    [InlineData("feat(): empty", "", null, "feat(): empty", false)]
    [InlineData("Merge branch 'x': of y", "", null, "Merge branch 'x': of y", false)]
    public void The_subject(string subject, string type, string? scope, string description, bool breaking)
    {
        var message = ConventionalCommit.Parse(subject, "");

        Assert.Equal((type, scope, description, breaking, type.Length > 0), (message.Type, message.Scope, message.Description, message.IsBreaking, message.IsConventional));
    }

    [Fact]
    public void Body_and_footers()
    {
        var message = ConventionalCommit.Parse("fix: prevent racing of requests", """
            Introduce a request id.

            Note that this: is prose
            Dismiss others.

            Reviewed-by: Z
            Refs #123
            BREAKING-CHANGE: ids are longer
            and unlike before

            a second paragraph of it
            Closes: #7
            """);

        Assert.Equal("Introduce a request id.\n\nNote that this: is prose\nDismiss others.", message.Body);
        Assert.Equal(
            ["Reviewed-by=Z", "Refs=#123", "BREAKING CHANGE=ids are longer\nand unlike before\n\na second paragraph of it", "Closes=#7"],
            message.Footers.Select(footer => $"{footer.Token}={footer.Value}"));
        Assert.True(message.IsBreaking);
        Assert.Equal("ids are longer\nand unlike before\n\na second paragraph of it", message.BreakingNote);
    }

    [Theory]
    [InlineData("All is gone.\nBREAKING CHANGE: all", "all")]
    [InlineData("BREAKING CHANGE: all\n\nAnd much prose\nbelow it.", "all\n\nAnd much prose\nbelow it.")]
    [InlineData("breaking change: of no account", null)]
    [InlineData("Speaks of a BREAKING CHANGE: in a sentence", null)]
    public void What_breaks_is_not_overlooked(string body, string? note)
    {
        var message = ConventionalCommit.Parse("Go on", body);

        Assert.Equal((note is not null, note), (message.IsBreaking, message.BreakingNote));
    }

    [Theory]
    [InlineData("fix it (#12)", "#12")]
    [InlineData("Closes #1, #2 and #1; see owner/name#3, GH-4", "#1 #2 owner/name#3 #4")]
    [InlineData("no &#38; a#5 x/#6 #0 #abc http://x/#7", "")]
    public void References(string text, string expected) => Assert.Equal(expected, string.Join(' ', CommitReference.In(text).Select(reference => reference.Text)));

    [Theory]
    [InlineData("fix it (#12)", "fix it")]
    [InlineData("fix it (#12) (#13)", "fix it")]
    [InlineData("fix #12", "fix #12")]
    [InlineData("fix (it)", "fix (it)")]
    public void References_behind_a_subject_are_taken_off(string subject, string expected) => Assert.Equal(expected, CommitReference.Strip(subject));

    // The grammar as one would write it down; the product's looks for signs first.
    [Fact]
    public void References_are_those_of_the_plain_grammar()
    {
        var plain = new Regex(@"(?<![\w/&#-])((?<repository>[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)?#|GH-)(?<number>[1-9][0-9]*)\b", RegexOptions.ExplicitCapture);
        string[] pieces = ["a", "Z9", "/", "-", "_", ".", "#", "#1", "#20", "&", " ", "GH-", "GH-3", "é", "(", "o/n#4", "0"];
        var random = new Random(20);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var expected = plain.Matches(text).Select(match => match.Groups["repository"].Value + "#" + match.Groups["number"].Value).Distinct();
            Assert.Equal((text, string.Join(' ', expected)), (text, string.Join(' ', CommitReference.In(text).Select(reference => reference.Text))));
        }
    }
}
