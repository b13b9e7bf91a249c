using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing.Jobs;

/// <summary>The token that GitHub gives every job of a workflow.</summary>
public static class WorkflowToken
{
    public const string Variable = "GITHUB_TOKEN";

    public static bool Is(SecretReference? reference) => reference is SecretReference.Variable { Name: Variable };

    /// <summary>What a destination needs that acts on a GitHub repository with a token.</summary>
    /// <param name="repository"><c>owner/name</c>; null for the project's own.</param>
    /// <param name="scope">Which scope of the workflow's own token must be <c>write</c>.</param>
    /// <exception cref="ReleaseException">The workflow's token is named for a repository that it has no rights in.</exception>
    public static DeliveryNeeds Needs(DestinationSettings destination, SecretReference token, string? repository, ProjectSettings project, string scope)
    {
        if (!Is(token))
            return DeliveryNeeds.Of(token);
        if (repository is not null && !string.Equals(repository, project.Repository, StringComparison.OrdinalIgnoreCase))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"destination {destination.Id}: a workflow's {Variable} cannot write to {repository}",
                $"{destination.At}: it has rights in {project.Repository ?? "the workflow's own repository"} only",
                $"make a secret with a token for {repository} and name it in the destination: token: env:NAME")
            { At = destination.At };
        }

        return DeliveryNeeds.Of(token) with { Writes = DeliveryNeeds.None.Writes.Add(scope) };
    }
}
