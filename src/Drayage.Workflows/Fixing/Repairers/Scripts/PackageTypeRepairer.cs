using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Asks PyPI for a Python package, which GitHub does not have; without the token of GitHub, which PyPI must not see.</summary>
internal sealed partial class PackageTypeRepairer : Repairer
{
    public override string Rule => "no-such-package-type";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var call in step.Calls.Where(call => call.Tool == "curl"))
            {
                foreach (var word in call.Arguments)
                {
                    if (target.Find(Rule, step.Source, step.PlaceOf(word.Span)) is { } finding && target.Edit(step.Source) is { } file && ScriptEdits.Of(file, step) is { } script
                        && Edits(script, call, word.Span) is { } edits)
                        yield return new Repair(finding, file.Path, "ask PyPI for the package", edits);
                }
            }
        }
    }

    private static ImmutableArray<TextEdit>? Edits(ScriptEdits script, CommandCall call, TextSpan address)
    {
        var raw = address.Of(script.Script);
        var match = AddressPattern().Match(raw);
        if (!match.Success)
            return null;
        var edits = new List<TextEdit?> { script.Replace(new TextSpan(address.Start + match.Index, address.Start + match.Index + match.Length), $"https://pypi.org/pypi/{match.Groups["name"].Value}/json") };
        for (var i = 0; i + 1 < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Known is "-u" or "--user" or "--oauth2-bearer" || (call.Arguments[i].Known is "-H" or "--header" && Authorizes(call.Arguments[i + 1].ToString())))
                edits.Add(script.Remove(new TextSpan(call.Arguments[i].Span.Start, call.Arguments[i + 1].Span.End)));
            else if (Authorizes(call.Arguments[i].Text.KnownStart.Split('=')[^1]) && call.Arguments[i].Text.StartsWith("--header="))
                return null;
        }

        return edits.Contains(null) ? null : [.. edits.Select(edit => edit!.Value)];
    }

    private static bool Authorizes(string header) => header.StartsWith("authorization:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("x-github-", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"https://api\.github\.com/(users|orgs)/[^/\s""']+/packages/(pypi|python)/(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex AddressPattern();
}
