using System.Text.RegularExpressions;
using Drayage.Testing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Acceptance.Workflows.Running;

/// <summary>
/// Runs the jobs of a generated workflow as a runner of GitHub does: steps in order, each <c>run</c> by bash, with files for PATH, outputs
/// and summary. Of the actions only those do something that carry files between jobs; what others would bring is on this machine.
/// Expressions have the values that a test gives; one without a value fails the test.
/// </summary>
internal sealed partial class WorkflowRunner(string checkout, TemporaryDirectory scratch)
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    /// <summary>What expressions come to, by their text.</summary>
    public Dictionary<string, string> Expressions { get; } = new(StringComparer.Ordinal);

    public string Summary => File.Exists(scratch["summary"]) ? File.ReadAllText(scratch["summary"]) : "";

    public string Outputs => File.Exists(scratch["outputs"]) ? File.ReadAllText(scratch["outputs"]) : "";

    /// <summary>What steps see beside their own variables.</summary>
    public WorkflowRunner With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    /// <returns>Whether every step succeeded, and what they said.</returns>
    public async Task<(bool Succeeded, string Output)> RunAsync(string file, string id, int attempt = 1)
    {
        var path = Path.Combine(checkout, ".github", "workflows", file);
        var read = WorkflowReader.Read(new SourceFile(file, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));
        var workflow = read.Workflow ?? throw new InvalidOperationException($"{file} is no workflow");
        var job = workflow.Job(id) ?? throw new InvalidOperationException($"{file} has no job {id}");
        Expressions["runner.temp"] = scratch.MakeDirectory($"temp-{file}-{id}-{attempt}");
        var said = new List<string>();
        var succeeded = true;
        foreach (var step in job.Steps.Where(step => IsRun(step.If?.Value, succeeded, attempt)))
        {
            var isRight = step.Run is { } script ? await BashAsync(step, Evaluate(script.Value), said) : Use(step);
            succeeded &= isRight || step.ContinueOnError?.Value == "true";
            if (!isRight)
                said.Add($"step '{step.Title}' failed");
        }

        return (succeeded, string.Join('\n', said));
    }

    // Only the conditions that are generated for steps.
    private static bool IsRun(string? condition, bool succeeded, int attempt) => condition switch
    {
        null => succeeded,
        "always()" => true,
        "failure() || cancelled()" => !succeeded,
        "github.run_attempt > 1" => succeeded && attempt > 1,
        _ => throw new InvalidOperationException($"no value for the condition {condition}"),
    };

    private async Task<bool> BashAsync(Step step, string script, List<string> said)
    {
        var file = scratch.Write($"scripts/{step.Index}.sh", script);
        var bash = Peer.Require("bash").In(checkout);
        foreach (var (name, value) in variables)
            bash.With(name, value);
        foreach (var setting in step.Env)
            bash.With(setting.Name.Value, Evaluate(setting.Value.Value));
        var added = File.Exists(scratch["path"]) ? File.ReadAllLines(scratch["path"]) : [];
        bash.With("PATH", string.Join(':', added.Reverse().Append(scratch["bin"]).Append(Environment.GetEnvironmentVariable("PATH"))))
            .With("RUNNER_TEMP", Expressions["runner.temp"])
            .With("GITHUB_PATH", scratch["path"]).With("GITHUB_OUTPUT", scratch["outputs"]).With("GITHUB_STEP_SUMMARY", scratch["summary"]);
        // As GitHub runs what says "shell: bash".
        var result = await bash.RunAsync("--noprofile", "--norc", "-eo", "pipefail", file);
        said.Add(result.Output + result.Error);
        return result.ExitCode == 0;
    }

    private bool Use(Step step)
    {
        var action = step.Uses!.Text.Value.Split('@')[0];
        var with = step.With.ToDictionary(setting => setting.Name.Value, setting => Evaluate(setting.Value.Value), StringComparer.Ordinal);
        switch (action)
        {
            case "actions/upload-artifact":
                return Copy(Path.Combine(checkout, with["path"]), scratch["artifacts", with["name"]]) || with.GetValueOrDefault("if-no-files-found") == "ignore";
            case "actions/download-artifact" when with.TryGetValue("name", out var name):
                return Copy(scratch["artifacts", name], Path.Combine(checkout, with["path"]));
            case "actions/download-artifact":
                return Directory.GetDirectories(scratch["artifacts"], with["pattern"]).All(artifact => Copy(artifact, Path.Combine(checkout, with["path"], Path.GetFileName(artifact))));
            default:
                return true;
        }
    }

    private static bool Copy(string from, string to)
    {
        if (!Directory.Exists(from))
            return false;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return true;
    }

    private string Evaluate(string text) => Expression().Replace(text, found => Expressions.TryGetValue(found.Groups["text"].Value, out var value)
        ? value
        : throw new InvalidOperationException($"no value for the expression {found.Value}"));

    [GeneratedRegex(@"\$\{\{ (?<text>.*?) \}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Expression();
}
