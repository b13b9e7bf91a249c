using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Actions;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>Where the steps of a job have signed in so far. What cannot be looked into may have signed in anywhere.</summary>
internal sealed class LoginLedger(JobTarget job)
{
    private static readonly string[] CredentialFiles =
        ["docker/config.json", ".dockerconfigjson", "auth.json", "DOCKER_CONFIG", "DOCKER_AUTH", "REGISTRY_AUTH_FILE", "--creds", "--dest-creds", "login", "configure-docker"];

    // Owners whose actions do what their names say; of these only the ones with such a name sign in.
    private static readonly string[] PlainOwners = ["actions/", "docker/", "github/", "softprops/", "pypa/", "sigstore/", "pnpm/", "astral-sh/", "codecov/", "dorny/", "tj-actions/"];

    private readonly HashSet<string> registries = [];
    private bool anywhere = job.Job.Env.Any(IsCredential) || job.Workflow.Env.Any(IsCredential);

    public void Add(PublishingAct.Login login)
    {
        if (login.Registry.Known is { } registry)
            registries.Add(registry);
        else
            anywhere = true;
    }

    /// <summary>The registry that a push goes to and that nothing signed in to; null where that cannot be told.</summary>
    public string? Misses(PublishingAct.Publish push)
    {
        if (anywhere || push.Credentials.Length > 0)
            return null;
        var name = ImageName.Parse(push.Address);
        // A name without a slash is one of Docker's own images; nobody means to push that.
        var isHub = name.IsDockerHub && name.Repository is { } repository && repository.SplitAt('/') is { Before.IsEmpty: false };
        return (name.IsGitHub || isHub) && name.Registry.Known is { } registry && !registries.Contains(registry)
            ? registry == ImageName.DockerHub ? "Docker Hub" : registry
            : null;
    }

    /// <summary>Takes what holds for the step itself, before its first command.</summary>
    public void Prepare(StepActs step)
    {
        anywhere |= step.Traced.Step.Env.Any(IsCredential);
        anywhere |= step.Text is { } text && CredentialFiles.Any(sign => text.Value.Contains(sign, StringComparison.Ordinal)) && !step.Acts.OfType<PublishingAct.Login>().Any();
        // A script whose logins were read may still sign in to more than was understood.
        anywhere |= step.Text is not null && LoginsOf(step.Text.Value) > step.Acts.OfType<PublishingAct.Login>().Count();
        anywhere |= step.Calls.Any(call => call.Tool is "make" or "just" or "task" or "source" or "." or "earthly" or "dagger" || call.Tool.EndsWith(".sh", StringComparison.Ordinal)
            || call.Tool is "bash" or "sh" && call.Known(0) is { } file && !file.StartsWith('-'));
    }

    /// <summary>Takes what a called action may have done, for the steps after it.</summary>
    public void See(StepActs step)
    {
        if (step.Traced.Step.Uses is not { } uses || ActionActs.Names.Contains((uses as ActionReference.Remote)?.FullName, StringComparer.OrdinalIgnoreCase))
            return;
        anywhere |= uses switch
        {
            ActionReference.Remote remote => !PlainOwners.Any(owner => remote.FullName.StartsWith(owner, StringComparison.OrdinalIgnoreCase))
                || remote.FullName.Contains("login", StringComparison.OrdinalIgnoreCase)
                || step.Traced.Step.With.Any(input => input.Value.Value.Contains(" login", StringComparison.Ordinal)),
            // The steps of an action that was read follow by themselves.
            ActionReference.Local => !job.Acts.Any(other => other.Traced.Callers.Contains(step.Traced.Step)),
            _ => true,
        };
    }

    private static int LoginsOf(string text)
    {
        var count = 0;
        for (var at = text.IndexOf(" login ", StringComparison.Ordinal); at >= 0; at = text.IndexOf(" login ", at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static bool IsCredential(Setting setting) => CredentialFiles.Any(sign => setting.Name.Value.Contains(sign, StringComparison.Ordinal));
}
