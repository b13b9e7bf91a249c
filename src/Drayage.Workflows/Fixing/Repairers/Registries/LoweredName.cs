using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Lowers a name that is told at run time: in the script itself, or in a step before the one that uses it.</summary>
internal sealed class LoweredName(FoundAct found, GivenName name)
{
    private Step Step => found.Step.Traced.Step;

    private ImmutableArray<Step> Siblings => found.Job?.Job.Steps ?? [];

    /// <returns>Empty where there is no safe way.</returns>
    public ImmutableArray<TextEdit> Edits()
    {
        if (found.Script is { } script)
        {
            var word = found.Publish.AddressSpan is { } span && name.Pattern.IsMatch(span.Of(script.Script)) ? InScript(script, span) : [];
            if (!word.IsEmpty || found.Publish.AddressSpan is { } at && name.Pattern.IsMatch(at.Of(script.Script)))
                return word;
            // A variable of the script that is set once.
            if (Assignments(script) is [var assignment])
                return InScript(script, assignment);
        }

        return InSetting();
    }

    private ImmutableArray<TextEdit> InScript(ScriptEdits script, TextSpan within)
    {
        var text = within.Of(script.Script);
        var isBash = IsBash();
        // Single quotes keep the shell from expanding anything.
        if (text.Contains('\'', StringComparison.Ordinal))
            return [];
        var direct = isBash ? name.InBash : null;
        var edits = name.Pattern.Matches(text).Select(match => script.Replace(new TextSpan(within.Start + match.Index, within.Start + match.Index + match.Length), direct ?? $"${{{name.Lowered}}}")).ToList();
        if (edits.Contains(null) || edits.Count == 0)
            return [];
        var all = edits.Select(edit => edit!.Value).ToImmutableArray();
        return direct is not null ? all : WithStep(all, name.Lowered, name.Script(isBash, name.Lowered));
    }

    private ImmutableArray<TextEdit> InSetting()
    {
        var own = Step.With.Concat(Step.Env).Where(setting => name.Pattern.IsMatch(setting.Value.Value)).ToList();
        if (own.Count > 0)
        {
            var place = found.Step.PlaceOfAddress(found.Publish);
            var chosen = own.Where(setting => setting.Value.Place.Start <= place.Start && place.End <= setting.Value.Place.End).DefaultIfEmpty(own[0]).First();
            return found.Script is null || own.Count == 1 ? WithStep(InValue(chosen.Value), name.Lowered, name.Script(IsBash(), name.Lowered)) : [];
        }

        // A variable of the job or the workflow is set anew, lowered, before it is used.
        var around = (found.Job?.Job.Env ?? []).Concat(found.Job?.Workflow.Env ?? []).Where(setting => name.Pattern.IsMatch(setting.Value.Value)).ToList();
        if (around is not [var outer])
            return [];
        var match = name.Pattern.Match(outer.Value.Value);
        var (before, behind) = (outer.Value.Value[..match.Index], outer.Value.Value[(match.Index + match.Length)..]);
        return (before + behind).AsSpan().ContainsAny("\"$`\\\n") ? [] : WithStep([], outer.Name.Value, name.Script(IsBash(), outer.Name.Value, before, behind));
    }

    private ImmutableArray<TextEdit> InValue(ScalarText value)
    {
        if (!value.IsMapped || !ReferenceEquals(value.Source, found.File.Read))
            return [];
        var edits = name.Pattern.Matches(value.Value).Select(match => (Place: value.PlaceOf(match.Index, match.Length), match.Value)).ToList();
        return edits.Exists(edit => found.File.Raw(edit.Place.Start, edit.Place.End) != edit.Value)
            ? []
            : [.. edits.Select(edit => new TextEdit(edit.Place.Start, edit.Place.End, $"${{{{ env.{name.Lowered} }}}}"))];
    }

    // The step that lowers the name stands before the first one that needs it; others find it there.
    private ImmutableArray<TextEdit> WithStep(ImmutableArray<TextEdit> edits, string variable, string script)
    {
        if (found.Job is null || Siblings.IsEmpty || (edits.IsEmpty && variable == name.Lowered))
            return [];
        if (found.Job.Acts.TakeWhile(step => !ReferenceEquals(step, found.Step)).Any(step => step.Script?.Exports.ContainsKey(variable) == true))
            return edits;
        var shell = StepShell.DialectOf(found.Job.Workflow, found.Job.Job, Step) == ShellDialect.PowerShell ? NewEntry.Text("shell", "bash") : null;
        ImmutableArray<NewEntry> entries = [NewEntry.Text("name", "Lower the image's name"), .. shell is null ? [] : new[] { shell }, NewEntry.Text("run", script)];
        return StepEdits.InsertBefore(found.File, Siblings, Step, entries) is { } inserted ? [inserted, .. edits] : [];
    }

    private List<TextSpan> Assignments(ScriptEdits script)
    {
        var places = name.Pattern.Matches(script.Script).Select(match => match.Index).ToList();
        if (places.Count != 1)
            return [];
        var start = script.Script.LastIndexOf('\n', places[0]) + 1;
        var end = script.Script.IndexOf('\n', places[0]) is >= 0 and var found ? found : script.Script.Length;
        var line = script.Script[start..end];
        return Regex.IsMatch(line, @"^\s*(export\s+)?[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.ExplicitCapture) ? [new TextSpan(start, end)] : [];
    }

    // The bash of macOS is older than the expansion; a container's sh has never known it.
    private bool IsBash()
    {
        if (found.Job is not { } job)
            return Step.Shell?.Value.StartsWith("bash", StringComparison.Ordinal) != false;
        var shell = (Step.Shell ?? job.Job.Defaults.Shell ?? job.Workflow.Defaults.Shell)?.Value;
        var isOther = job.Job.RunsOn.Any(label => label.Value.Contains("mac", StringComparison.OrdinalIgnoreCase) || label.Value.Contains("windows", StringComparison.OrdinalIgnoreCase) || label.Value.Contains("${{", StringComparison.Ordinal));
        return !isOther && (shell is null ? job.Job.Container is null : shell.StartsWith("bash", StringComparison.Ordinal));
    }
}
