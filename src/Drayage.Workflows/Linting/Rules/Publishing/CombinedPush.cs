using System.Collections.Immutable;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>What one command or action pushes to several registries.</summary>
/// <param name="Registries">Hosts with what goes there, in the order of the call; at least two.</param>
internal sealed record CombinedPush(ImmutableArray<(string Host, ImmutableArray<PublishingAct.Publish> Publications)> Registries)
{
    /// <summary>The first publication that shows that there is more than one registry.</summary>
    public PublishingAct.Publish Second => Registries[1].Publications[0];

    public static IEnumerable<CombinedPush> Of(StepActs step) => step.Publications
        .Where(publish => publish is { Channel: Channel.Image, Form: PublicationForm.Upload })
        .GroupBy(publish => publish.Command)
        .Select(push => new CombinedPush(
        [
            .. push.GroupBy(publish => ImageName.Parse(publish.Address).Registry.Known)
                .Where(registry => registry.Key is not null)
                .Select(registry => (registry.Key!, registry.ToImmutableArray())),
        ]))
        .Where(push => push.Registries.Length > 1);
}
