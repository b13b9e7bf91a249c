using Drayage.Formats.Editing;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Changes values, in their own style.</summary>
internal static class ValueEdits
{
    /// <summary>Puts another text in place of a whole value; its quotes stay.</summary>
    /// <param name="replacement">A text that every style can hold: no quotes, no backslashes, one line.</param>
    /// <returns>Null where the value is not written in the file in one piece.</returns>
    public static TextEdit? Replace(EditedFile file, ScalarText value, string replacement)
    {
        var place = value.PlaceOf(0, value.Value.Length);
        return value.IsMapped && ReferenceEquals(value.Source, file.Read) && file.Raw(place.Start, place.End) == value.Value
            ? new TextEdit(place.Start, place.End, replacement)
            : null;
    }
}
