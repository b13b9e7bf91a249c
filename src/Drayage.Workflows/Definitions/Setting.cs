using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>A name and its text: one entry of <c>env</c>, <c>with</c>, <c>secrets</c> or <c>outputs</c>.</summary>
public sealed record Setting(ScalarText Name, ScalarText Value);

/// <summary>Looking names up, as GitHub does: without regard to case.</summary>
public static class Settings
{
    /// <returns>Null where the name is missing.</returns>
    public static ScalarText? Find(this ImmutableArray<Setting> settings, string name) =>
        settings.FirstOrDefault(setting => string.Equals(setting.Name.Value, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
