using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Rules.Security;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>
/// A step that signs in: with the action and the credentials that the repository uses for it elsewhere, or in a job of scripts only with
/// the program that pushes.
/// </summary>
/// <param name="target">For what the repository has.</param>
/// <param name="job">The job that the step comes to.</param>
/// <param name="registry">A host.</param>
/// <param name="tool">The program or action that pushes.</param>
internal sealed class LoginStep(RepairTarget target, JobTarget job, string registry, string tool)
{
    private const string Action = "docker/login-action";
    private const string Actor = "${{ github.actor }}";
    private const string HubUser = "${{ vars.DOCKERHUB_USERNAME }}";
    private const string HubToken = "${{ secrets.DOCKERHUB_TOKEN }}";

    private readonly (string User, string Token) credentials = Known(target, registry)
        ?? (registry == ImageName.DockerHub ? (HubUser, HubToken) : (Actor, "${{ secrets.GITHUB_TOKEN }}"));

    /// <summary>Null for always.</summary>
    public string? If { get; init; }

    /// <summary>What people have to set up, for messages; empty for nothing.</summary>
    public string Needs => credentials == (HubUser, HubToken) ? ", with the variable DOCKERHUB_USERNAME and the secret DOCKERHUB_TOKEN" : "";

    public static string Shown(string registry) => registry == ImageName.DockerHub ? "Docker Hub" : registry;

    public ImmutableArray<NewEntry> Entries()
    {
        ImmutableArray<NewEntry> head = [NewEntry.Text("name", $"Sign in to {Shown(registry)}"), .. If is null ? [] : new[] { NewEntry.Text("if", If) }];
        var isScripted = job.Job.Steps.All(step => step.Uses is null || step.Uses.Is("actions/checkout"))
            && job.Job.Steps.All(step => step.Run is null || StepShell.DialectOf(job.Workflow, job.Job, step) == ShellDialect.Posix);
        return isScripted ? [.. head, .. Script()] : [.. head, Uses(), With()];
    }

    private NewEntry With() => NewEntry.Mapping("with",
    [
        .. registry == ImageName.DockerHub ? [] : new[] { NewEntry.Text("registry", registry) },
        NewEntry.Text("username", credentials.User),
        NewEntry.Text("password", credentials.Token),
    ]);

    // The secret goes in by the environment and on by standard input: command lines and traces show neither.
    private ImmutableArray<NewEntry> Script()
    {
        var isActor = credentials.User == Actor;
        var host = registry == ImageName.DockerHub ? tool is "docker" or "podman" or "nerdctl" or "buildah" ? "" : " docker.io" : $" {registry}";
        return
        [
            NewEntry.Mapping("env", [.. isActor ? [] : new[] { NewEntry.Text("REGISTRY_USER", credentials.User) }, NewEntry.Text("REGISTRY_TOKEN", credentials.Token)]),
            NewEntry.Text("run", $"printf '%s' \"$REGISTRY_TOKEN\" | {Login()}{host} --username \"{(isActor ? "$GITHUB_ACTOR" : "$REGISTRY_USER")}\" --password-stdin"),
        ];
    }

    private string Login() => tool switch
    {
        "podman" or "buildah" or "skopeo" or "oras" or "nerdctl" => $"{tool} login",
        "crane" => "crane auth login",
        "helm" => "helm registry login",
        _ => "docker login",
    };

    private NewEntry Uses()
    {
        if (target.Pins.Newest(Action) is { } pin)
            return NewEntry.Text("uses", $"{Action}@{pin.Commit}", pin.Tag);
        var used = Steps(target).Select(step => step.Uses).OfType<ActionReference.Remote>().FirstOrDefault(uses => uses.Is(Action) && DeprecatedActions.Find(uses) is null);
        if (used is null)
            return NewEntry.Text("uses", $"{Action}@v3");
        var line = used.Text.Source.LineOf(used.Text.Place.Start);
        var behind = used.Text.Source.Text[used.Text.Place.End..Math.Max(used.Text.Place.End, used.Text.Source.LineEnd(line))].Trim();
        return NewEntry.Text("uses", used.Text.Value, behind.StartsWith('#') ? behind.TrimStart('#', ' ') : null);
    }

    // The same workflow knows best, then others of the repository.
    private static IEnumerable<Step> Steps(RepairTarget target) => target.Lint.Repository.Workflows
        .OrderBy(workflow => ReferenceEquals(workflow, target.Lint.Workflow) ? 0 : 1)
        .SelectMany(workflow => workflow.Jobs)
        .SelectMany(job => job.Steps);

    private static (string User, string Token)? Known(RepairTarget target, string registry) => Steps(target)
        .Where(step => step.Uses?.Is(Action) == true && Host(step.With.Find("registry")?.Value) == registry)
        .Select(step => (User: step.With.Find("username")?.Value, Token: step.With.Find("password")?.Value))
        .Where(pair => IsPortable(pair.User) && IsPortable(pair.Token))
        .Select(pair => ((string, string)?)(pair.User!, pair.Token!))
        .FirstOrDefault();

    private static string Host(string? given) => given is null or "" or "index.docker.io" or "registry-1.docker.io" ? ImageName.DockerHub : given;

    // What another job computed is not there in this one.
    private static bool IsPortable(string? value) => value is { Length: > 0 } && !value.Contains("steps.", StringComparison.Ordinal) && !value.Contains("needs.", StringComparison.Ordinal)
        && !value.Contains("env.", StringComparison.Ordinal) && !value.Contains("matrix.", StringComparison.Ordinal) && !value.Contains("inputs.", StringComparison.Ordinal);
}
