using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Fixing.Repairers.Python;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Hands a secret to twine by its variables, and to a login by standard input.</summary>
internal sealed partial class SecretArgumentRepairer : Repairer
{
    private const string LoginVariable = "REGISTRY_PASSWORD";

    private static readonly string[] LoginTools = ["docker", "podman", "buildah", "nerdctl", "skopeo", "oras", "crane", "helm"];

    public override string Rule => "secret-on-command-line";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var act in step.Acts)
            {
                foreach (var credential in act.Credentials.Where(credential => credential is { IsArgument: true, Span: not null, Name: "-p" or "--password" }))
                {
                    if (target.Find(Rule, step.Source, step.PlaceOf(credential.Span!.Value)) is not { } finding || target.Edit(step.Source) is not { } file)
                        continue;
                    var edits = act switch
                    {
                        PublishingAct.Publish { Channel: Channel.Python, Tool: "twine" } publish => ByVariables(file, step, publish, credential),
                        PublishingAct.Login { Command: { Input: null } command } when LoginTools.Contains(act.Tool) => ByInput(file, step, command, credential),
                        _ => [],
                    };
                    if (!edits.IsEmpty)
                        yield return new Repair(finding, file.Path, act is PublishingAct.Login ? "hand the secret over on standard input" : "hand the secret over in TWINE_PASSWORD", edits);
                }
            }
        }
    }

    private static ImmutableArray<TextEdit> ByVariables(EditedFile file, StepActs step, PublishingAct.Publish publish, CredentialUse credential)
    {
        var words = publish.Command!.Words;
        var at = words.ToList().FindIndex(word => word.Known is "-u" or "--username");
        var user = at >= 0 && at + 1 < words.Length ? words[at + 1].Text : words.Select(word => word.Text).FirstOrDefault(text => text.StartsWith("--username="))?.SplitAt('=')?.After;
        var wanted = new List<NewEntry> { NewEntry.Text("TWINE_PASSWORD", credential.Value.ToString()) };
        if (user is not null)
            wanted.Insert(0, NewEntry.Text("TWINE_USERNAME", user.ToString()));
        if (!IsExpression(credential.Value) || (user is not null && user.Known is null && !IsExpression(user)) || PythonCredentials.Options(file, step, publish) is not { } options)
            return [];
        return Environment(file, step, wanted) is { } added ? [.. options, .. added] : [];
    }

    private static ImmutableArray<TextEdit> ByInput(EditedFile file, StepActs step, EvaluatedCommand command, CredentialUse credential)
    {
        if (ScriptEdits.Of(file, step) is not { } script || ScriptWords.WithOption(script.Script, credential.Span!.Value, credential.Name) is not { } words)
            return [];
        var raw = credential.Span.Value.Of(script.Script).Trim('"');
        // A variable of the step is there already.
        var variable = VariablePattern().Match(raw) is { Success: true } match ? match.Groups["name"].Value : null;
        var added = variable is not null ? [] : IsExpression(credential.Value) ? Environment(file, step, [NewEntry.Text(LoginVariable, credential.Value.ToString())]) : null;
        var edits = new[] { script.Insert(command.Span.Start, $"printf '%s' \"${variable ?? LoginVariable}\" | "), script.Replace(words, "--password-stdin") };
        return added is null || edits.Contains(null) ? [] : [.. edits.Select(edit => edit!.Value), .. added];
    }

    /// <summary>Variables that the step lacks; null where it has other values for them.</summary>
    private static ImmutableArray<TextEdit>? Environment(EditedFile file, StepActs step, List<NewEntry> wanted)
    {
        var own = step.Traced.Step.Env;
        var missing = wanted.Where(entry => own.All(setting => setting.Name.Value != entry.Key)).ToImmutableArray();
        if (wanted.Exists(entry => own.Any(setting => setting.Name.Value == entry.Key && setting.Value.Value.Trim() != entry.Value)))
            return null;
        return missing.IsEmpty ? [] : StepEdits.AddEnv(file, step.Traced.Step, missing) is { } edit ? [edit] : null;
    }

    private static bool IsExpression(ShellText value) => value.Pieces is [TextPiece.Unknown unknown] && unknown.Source.StartsWith("${{", StringComparison.Ordinal);

    [GeneratedRegex(@"^\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)\}?$", RegexOptions.ExplicitCapture)]
    private static partial Regex VariablePattern();
}
