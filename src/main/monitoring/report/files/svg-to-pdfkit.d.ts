/** The package has no types of its own; this is the part of it that we use. */
declare module 'svg-to-pdfkit' {
  export default function SVGtoPDF(
    document: unknown,
    svg: string,
    x: number,
    y: number,
    options: {
      readonly assumePt?: boolean;
      readonly fontCallback?: (family: string, isBold: boolean, isItalic: boolean) => string;
      readonly warningCallback?: (warning: string) => void;
    },
  ): void;
}
