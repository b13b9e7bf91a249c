using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Publishing;

/// <summary>A kind of destination that holds a project's sources, so that release tags can be made there.</summary>
public interface ITaggingKind
{
    /// <summary>The consignment that makes the tag of the context's components.</summary>
    /// <returns>Null where the destination is not the project's own repository.</returns>
    PlannedConsignment? PlanTag(DestinationSettings destination, DestinationContext context, string tag);
}
