using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Platform.Secrets;

namespace Drayage.Workflows.Generating.Steps;

/// <summary>What a job that delivers one phase must have: the sum of what its destinations need.</summary>
internal sealed record DeliveryAccess
{
    // The runner sets these by itself; secrets cannot have such names.
    private const string OfRunner = "GITHUB_";

    /// <summary>Scopes of the workflow's token that are <c>write</c>.</summary>
    public required ImmutableSortedSet<string> Writes { get; init; }

    /// <summary>Variables that secrets of the same name fill, sorted.</summary>
    public required ImmutableSortedSet<string> Secrets { get; init; }

    public required bool UsesToken { get; init; }

    public required ImmutableArray<JobIdentity> Identities { get; init; }

    public required ImmutableArray<JobLogin> Logins { get; init; }

    /// <exception cref="ReleaseException">A secret stands in a file, which no runner has.</exception>
    public static DeliveryAccess Of(GenerationSource source, int phase)
    {
        var needs = source.DestinationsOf(phase).Select(destination => (Destination: destination, Needs: source.Needs[destination.Id])).ToArray();
        foreach (var (destination, need) in needs)
        {
            if (need.Secrets.FirstOrDefault(secret => secret is SecretReference.Content) is { } file)
            {
                throw new ReleaseException(
                    ExitCode.Refused,
                    $"destination {destination.Id}: a runner has no {file}",
                    $"{destination.At}: secrets reach a job as variables",
                    "name the secret by env:NAME")
                { At = destination.At };
            }
        }

        var variables = needs.SelectMany(one => one.Needs.Secrets).Append(source.Project.Journal).OfType<SecretReference.Variable>().Select(variable => variable.Name).ToArray();
        return new DeliveryAccess
        {
            Writes = [.. needs.SelectMany(one => one.Needs.Writes)],
            Secrets = [.. variables.Where(name => !name.StartsWith(OfRunner, StringComparison.Ordinal))],
            UsesToken = variables.Contains(WorkflowToken.Variable),
            Identities = [.. needs.Select(one => one.Needs.Identity).OfType<JobIdentity>().Distinct()],
            Logins = [.. needs.Select(one => one.Needs.Login).OfType<JobLogin>().DistinctBy(login => login.Host)],
        };
    }
}
