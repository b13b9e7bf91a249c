using System.Buffers;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Python;

/// <summary>Finds where an address is written: in the command, the input of an action, a variable of the script or of the environment.</summary>
internal static class AddressEdits
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\n\r\"'`;|&<>\\");

    /// <param name="address">As it was understood.</param>
    /// <param name="at">The word of the script that gives it, where there is one.</param>
    /// <param name="input">The input of an action that gives it.</param>
    /// <returns>Null where the address is written nowhere, or in more than one place.</returns>
    public static TextEdit? Of(EditedFile file, StepActs step, JobTarget? job, ShellText address, TextSpan? at, string? input, string replacement)
    {
        if (step.Text is null)
            return input is not null && (step.Traced.Step.With.Find(input) ?? step.Traced.Step.With.Find(input.Replace('-', '_'))) is { } value ? ValueEdits.Replace(file, value, replacement) : null;
        if (ScriptEdits.Of(file, step) is not { } script || address.KnownStart.Length < 8)
            return null;
        if (at is { } word && InWord(script, word, replacement) is { } edit)
            return edit;
        var settings = step.Traced.Step.Env.Concat(job?.Job.Env ?? []).Concat(job?.Workflow.Env ?? [])
            .Where(setting => ReferenceEquals(setting.Value.Source, file.Read) && setting.Value.Value.StartsWith(address.KnownStart, StringComparison.Ordinal))
            .ToList();
        var first = script.Script.IndexOf(address.KnownStart, StringComparison.Ordinal);
        return (settings, first) switch
        {
            ([var setting], < 0) => ValueEdits.Replace(file, setting.Value, replacement),
            ([], >= 0) when script.Script.IndexOf(address.KnownStart, first + 1, StringComparison.Ordinal) < 0 => InText(script, first, replacement),
            _ => null,
        };
    }

    /// <summary>Replaces the address in a word of a script.</summary>
    /// <returns>Null where the word does not spell it.</returns>
    public static TextEdit? InWord(ScriptEdits script, TextSpan word, string replacement)
    {
        var raw = word.Of(script.Script);
        var start = raw.IndexOf("http", StringComparison.Ordinal);
        if (start < 0 || !raw.Contains("://", StringComparison.Ordinal))
            return null;
        var end = start > 0 && raw[start - 1] is '"' or '\'' && raw[^1] == raw[start - 1] ? raw.Length - 1 : raw.Length;
        return script.Replace(new TextSpan(word.Start + start, word.Start + end), replacement);
    }

    private static TextEdit? InText(ScriptEdits script, int start, string replacement)
    {
        var length = script.Script.AsSpan(start).IndexOfAny(Ends);
        var text = script.Script.Substring(start, length < 0 ? script.Script.Length - start : length);
        // An expression or a substitution in it has blanks of its own.
        return text.Contains("${{", StringComparison.Ordinal) || text.Contains("$(", StringComparison.Ordinal) ? null : script.Replace(new TextSpan(start, start + text.Length), replacement);
    }
}
