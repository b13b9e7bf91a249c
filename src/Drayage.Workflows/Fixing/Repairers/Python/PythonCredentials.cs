using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Python;

/// <summary>Puts a token of PyPI in place of the job's token, which PyPI does not know and must not see.</summary>
internal static partial class PythonCredentials
{
    private static readonly string[] OptionNames = ["-u", "--username", "-p", "--password", "-t", "--token"];

    /// <returns>Nothing where the credentials can stay; null where they would have to change and cannot.</returns>
    public static ImmutableArray<TextEdit>? Correct(EditedFile file, StepActs step, JobTarget? job, PublishingAct.Publish publish)
    {
        var shown = publish.Credentials.Where(credential => JobTokenPattern().IsMatch(credential.Value.ToString())).ToList();
        if (step.Text is null)
            return shown.Count == 0 ? [] : ReplaceInput(file, step);
        var secret = $"${{{{ secrets.{SecretOf(file)} }}}}";
        var names = Names(publish.Tool);
        // Whatever gives them around the step gives them to other steps too.
        if (names is null || Around(job).Any(setting => setting.Name.Value.StartsWith(names.Prefix, StringComparison.Ordinal) && JobTokenPattern().IsMatch(setting.Value.Value)))
            return shown.Count == 0 ? [] : null;
        var own = step.Traced.Step.Env.Where(setting => setting.Name.Value == names.Secret || setting.Name.Value == names.User).ToList();
        if (shown.Exists(credential => credential.IsArgument))
            return own.Count == 0 && Options(file, step, publish) is { } options && Variables(file, step, names, secret) is { } added ? [.. options, added] : null;
        if (own.Exists(setting => JobTokenPattern().IsMatch(setting.Value.Value)))
            return All(own.Select(setting => ValueEdits.Replace(file, setting.Value, setting.Name.Value == names.Secret ? secret : "__token__")));
        return publish.Credentials.IsEmpty && !Around(job).Any() && Variables(file, step, names, secret) is { } missing ? [missing] : [];
    }

    /// <summary>The secret with a token of PyPI that the file uses already, or its usual name.</summary>
    public static string SecretOf(EditedFile file) => SecretPattern().Matches(file.Read.Text).Select(match => match.Groups["name"].Value)
        .FirstOrDefault(name => !name.Contains("TEST", StringComparison.OrdinalIgnoreCase)) ?? "PYPI_TOKEN";

    private static IEnumerable<Setting> Around(JobTarget? job) => (job?.Job.Env ?? []).Concat(job?.Workflow.Env ?? []);

    private static CredentialNames? Names(string tool) => tool switch
    {
        "twine" => new CredentialNames("TWINE_", "TWINE_USERNAME", "TWINE_PASSWORD"),
        "uv" => new CredentialNames("UV_PUBLISH_", null, "UV_PUBLISH_TOKEN"),
        _ => null,
    };

    private static TextEdit? Variables(EditedFile file, StepActs step, CredentialNames names, string secret) => StepEdits.AddEnv(
        file, step.Traced.Step, names.User is { } user ? [NewEntry.Text(user, "__token__"), NewEntry.Text(names.Secret, secret)] : [NewEntry.Text(names.Secret, secret)]);

    /// <summary>Takes the options with user and secret out of a command; they stand before variables.</summary>
    /// <returns>Null where they are not written in one piece.</returns>
    public static ImmutableArray<TextEdit>? Options(EditedFile file, StepActs step, PublishingAct.Publish publish)
    {
        if (ScriptEdits.Of(file, step) is not { } script || publish.Command is not { } command)
            return null;
        var spans = new List<TextSpan>();
        for (var i = 0; i < command.Words.Length; i++)
        {
            var word = command.Words[i];
            var span = OptionNames.Contains(word.Known) && i + 1 < command.Words.Length ? new TextSpan(word.Span.Start, command.Words[++i].Span.End)
                : OptionNames.Any(name => word.Text.StartsWith(name + "=")) ? word.Span : (TextSpan?)null;
            if (span is not { } found)
                continue;
            // Options side by side go together, with the line ends between them.
            if (spans.Count > 0 && script.Script[spans[^1].End..found.Start].AsSpan().Trim(" \t\n\\") is [])
                spans[^1] = new TextSpan(spans[^1].Start, found.End);
            else
                spans.Add(found);
        }

        return All(spans.Select(script.Remove));
    }

    private static ImmutableArray<TextEdit>? ReplaceInput(EditedFile file, StepActs step) => All(
        step.Traced.Step.With.Where(setting => setting.Name.Value is "user" or "password").Select(setting =>
            ValueEdits.Replace(file, setting.Value, setting.Name.Value == "user" ? "__token__" : $"${{{{ secrets.{SecretOf(file)} }}}}")));

    private static ImmutableArray<TextEdit>? All(IEnumerable<TextEdit?> edits)
    {
        var all = edits.ToList();
        return all.Contains(null) ? null : [.. all.Select(edit => edit!.Value)];
    }

    [GeneratedRegex(@"secrets\.GITHUB_TOKEN\b|github\.token\b|\$\{?GITHUB_TOKEN\b|github\.actor\b", RegexOptions.IgnoreCase)]
    private static partial Regex JobTokenPattern();

    [GeneratedRegex(@"secrets\.(?<name>\w*PYPI\w*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretPattern();

    private sealed record CredentialNames(string Prefix, string? User, string Secret);
}
