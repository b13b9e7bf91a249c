namespace Drayage.Model.Versions;

/// <summary>Which number of a version a bump raises; the value is the number's place, from zero.</summary>
public enum VersionStep
{
    Major = 0,
    Minor = 1,
    Patch = 2,
}
