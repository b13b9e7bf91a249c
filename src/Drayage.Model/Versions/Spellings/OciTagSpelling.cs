namespace Drayage.Model.Versions.Spellings;

/// <summary>Tags by the OCI distribution specification: <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</summary>
internal static class OciTagSpelling
{
    private const int MaxLength = 128;

    public static MappedVersion Map(ReleaseVersion version)
    {
        var text = version.Text;
        if (text.Contains('_'))
            return MappedVersion.Refuse("in tags an underscore stands for the plus sign, so a version with an underscore has none of its own");
        var tag = text.Replace('+', '_');
        if (tag.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) is var stray and not '\0')
            return MappedVersion.Refuse($"'{stray}' may not stand in a tag");
        return tag.Length > MaxLength
            ? MappedVersion.Refuse($"a tag has at most {MaxLength} characters, this would have {tag.Length}")
            : MappedVersion.To(tag);
    }
}
