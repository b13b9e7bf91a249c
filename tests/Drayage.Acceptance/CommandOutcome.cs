using System.Text.Json;
using System.Text.RegularExpressions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance;

/// <summary>How a run of the tool ended, with the expectations that every test shares.</summary>
internal sealed partial class CommandOutcome(PeerResult result)
{
    public int ExitCode => result.ExitCode;

    public string Output => result.Output;

    public string Error => result.Error;

    /// <summary>Fails the test, with everything that was said, when the run ended otherwise.</summary>
    public CommandOutcome Ended(int exitCode)
    {
        if (result.ExitCode != exitCode)
            Assert.Fail($"{result.Command}\nexit code {result.ExitCode}, expected {exitCode}\n{result.Output}\n{result.Error}");
        return this;
    }

    /// <summary>
    /// The run failed in the message grammar: <c>error:</c>, then <c>because:</c> and <c>hint:</c>, without a trace of the program's inside.
    /// </summary>
    /// <param name="exitCode">How it must have ended.</param>
    /// <param name="error">What the first message begins with or holds.</param>
    /// <param name="because">Part of its evidence.</param>
    /// <param name="hint">Part of its way out.</param>
    public CommandOutcome Refused(int exitCode, string error, string because, string hint)
    {
        Ended(exitCode);
        var (message, evidence, wayOut) = Messages().FirstOrDefault(m => m.Error.Contains(error, StringComparison.Ordinal));
        if (message is null)
            Assert.Fail($"{result.Command}\nno error says '{error}'\n{result.Error}");
        Assert.Contains(because, evidence, StringComparison.Ordinal);
        Assert.Contains(hint, wayOut, StringComparison.Ordinal);
        Assert.DoesNotMatch(StackFrame(), result.Error);
        return this;
    }

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    private List<(string Error, string Because, string Hint)> Messages()
    {
        var messages = new List<(string Error, string Because, string Hint)>();
        foreach (Match match in Message().Matches(result.Error.ReplaceLineEndings("\n")))
            messages.Add((match.Groups["error"].Value, match.Groups["because"].Value, match.Groups["hint"].Value));
        return messages;
    }

    [GeneratedRegex(@"^error: (?<error>.*(\n  .*)*)\n(because: (?<because>.*(\n  .*)*)\n)?(hint: (?<hint>.*(\n  .*)*)\n?)?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^\s+at \S+\(.*\)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StackFrame();
}
